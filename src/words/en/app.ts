export const words = {
  // compare-page
  runs: 'Runs',
  seeds: 'Seeds',
  sweeps: 'Sweeps',
  skipToTheRuns: 'Skip to the runs',
  loading: 'Loading',

  // compare-tabs
  selectedRunsOverOne: 'Selected runs over one another',

  // error-boundary
  thePageBroke: 'The page broke',
  thisIsAMistakeOfFitscope:
    'This is a mistake of Fitscope, not of yours. Reset opens the first experiment; Reload tries the present one again.',
  reset: 'Reset',
  reload: 'Reload',
  copyDetails: 'Copy details',

  // page
  skipToTheCharts: 'Skip to the charts',
  settings: 'Settings',
  closeSettings: 'Close settings',

  // settings
  needsALook: 'needs a look',
  changed: 'changed',

  // theme-menu
  asTheSystem: 'As the system',
  light: 'Light',
  dark: 'Dark',
  theme: 'Theme',
  chosen: 'chosen',

  // top-bar
  whyWontMyNetworkFit: 'Why won’t my network fit this function?',

  // update-notice
  aNewVersionOfFitscope: 'A new version of Fitscope is ready',
  later: 'Later',
  loadThePageWithIt: 'Load the page with it',

  // view-switch
  view: 'View',
  train: 'Train',
  compare: 'Compare',
};
