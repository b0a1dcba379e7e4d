interface ImportMetaEnv {
  /** Release and commit of the build, e.g. "0.2.0 (1a2b3c4)"; absent outside of a build. */
  readonly VITE_VERSION?: string;
}
