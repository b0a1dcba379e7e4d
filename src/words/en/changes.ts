/** Changes of a run that goes on. */
export const words = {
  title: 'Change while training',
  explained:
    'From the next epoch on, without a new start. The change is noted in the run, on its chart and in its link; undo takes it back.',
  remove: (setting: string) => `Remove: ${setting}`,
  atRest:
    'Possible once a run is under way: slower, or with more epochs, if this one is over too soon.',
};
