interface ImportMetaEnv {
  /** Release and commit of the build, e.g. "0.2.0 (1a2b3c4)"; absent outside of a build. */
  readonly VITE_VERSION?: string;
}

/** How Plotly takes the steps of a drawing; it has no types for what is its own. */
declare module 'plotly.js/src/lib' {
  export type Step = (arg: unknown) => unknown;
  const lib: {
    /** Takes steps one after the other, waiting for those that return promises. */
    syncOrAsync(steps: Step[], arg?: unknown, finalStep?: Step): unknown;
  };
  export default lib;
}

declare module 'plotly.js/src/plots/plots' {
  const plots: {
    /** Fills the second with what the first leaves out of the layout. */
    supplyLayoutGlobalDefaults(given: object, full: object, formats: object): void;
    /** Fills `_fullData` and `_fullLayout` of what a chart's element has. */
    supplyDefaults(chart: { data: object[]; layout: object; _context: object }): void;
  };
  export default plots;
}

declare module 'plotly.js/src/plot_api/subroutines' {
  import type { Step } from 'plotly.js/src/lib';

  const subroutines: { readonly layoutStyles: Step; readonly drawData: Step };
  export default subroutines;
}
