export const words = {
  // compare-page
  runs: 'Runs',
  seeds: 'Seeds',
  sweeps: 'Sweeps',
  skipToTheRuns: 'Skip to the runs',
  loading: 'Loading',

  // compare-tabs
  selectedRunsOverOne: 'Selected runs overlaid',

  // error-boundary
  thePageBroke: 'The page stopped working',
  thisIsAMistakeOfFitscope:
    'This is a fault in Fitscope, not a mistake of yours. Reload tries the present experiment again; Reset opens the first one.',
  reset: 'Reset',
  reload: 'Reload',
  copyDetails: 'Copy details',

  // page
  skipToTheCharts: 'Skip to the charts',
  settings: 'Settings',
  closeSettings: 'Close settings',

  // settings
  needsALook: 'has an error',
  changed: 'changed',

  // theme-menu
  asTheSystem: 'Same as system',
  light: 'Light',
  dark: 'Dark',
  theme: 'Theme',
  chosen: 'chosen',

  // top-bar
  whyWontMyNetworkFit: 'Why won’t my network fit this function?',

  // update-notice
  aNewVersionOfFitscope: 'A new version of Fitscope is ready',
  later: 'Later',
  loadThePageWithIt: 'Reload to update',

  // view-switch
  view: 'View',
  train: 'Train',
  compare: 'Compare',
};
