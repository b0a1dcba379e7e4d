/** How fast training goes on, by the ids of the page's speeds. */
export const speedWords = {
  full: 'As fast as possible',
  ten_epochs: '10 epochs per second',
  one_epoch: '1 epoch per second',
  batches: 'Slow motion: 2 or 3 batches per second',
} as const;
