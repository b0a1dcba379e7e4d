/** Changes of a run that goes on. */
export const words = {
  title: 'Change while training',
  explained:
    'From the next epoch on, without a restart. The change is noted in the run, on its chart and in its link; undo takes it back.',
  remove: (setting: string) => `Remove: ${setting}`,
  atRest:
    'Possible while a run is training. If this one ends too soon, lower its speed or add epochs.',
};
