import type { OrderId } from '#src/experiment/ids.ts';
import { counted, inSentence } from '#words/forms.ts';

export const words = {
  // presets-dialog
  experiments: 'Experiments',
  pasteTheCodeOfAQuestion: 'Paste the code of a question',

  // preset-sketch
  over: (places: string) => `Target over ${places}.`,

  // story-card
  anExperimentOfYourOwn: 'An experiment of your own',
  place: (story: string, step: number, steps: number) => `${story} · ${step}\u00a0of\u00a0${steps}`,
  yourExperiment: 'Your experiment',
  heading: (title: string, isChanged: boolean) => (isChanged ? `${title}, changed` : title),
  /** The second part is left out where there is no room. */
  paste: <T>(longer: (text: string) => T) => ['Paste', longer('\u00a0code')],
  pasteCode: 'Paste code',
  all: <T>(longer: (text: string) => T) => ['All', longer('\u00a0experiments')],
  allExperiments: 'All experiments',
  stepsOfThisStory: 'Steps of this story',
  back: 'Back',
  next: (title: string) => `Next: ${title}`,
  nextStory: (title: string) => `Next story: ${title}`,
  showLess: 'Show less',
  readOn: 'Read more',
  backToThePreset: 'Back to the preset',
  changed: (fields: readonly string[], more: number) =>
    `Changed: ${[...fields, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`,
};

const orderPhrases = {
  fixed: 'in fixed order',
  reshuffle: 'reshuffled each time',
  shuffle_once: 'shuffled once',
  with_replacement: 'drawn with replacement',
  sorted: 'sorted by input',
  by_class: 'class by class',
  fresh: 'drawn afresh each time',
} satisfies Record<OrderId, string>;

interface Trained {
  /** "2 → 45 ReLU → 1". */
  readonly network: string;
  readonly parameters: string;
  readonly target: string;
  readonly points: string;
  /** How they are changed before the network sees them; empty: not at all. */
  readonly inputs: string;
  readonly optimizer: string;
  readonly rate: string;
  /** Null: constant. */
  readonly schedule: string | null;
  /** Null: no penalty, no clipping. */
  readonly l2: string | null;
  readonly l1: string | null;
  readonly clipping: { readonly how: string; readonly at: string } | null;
  /** Null: all of them. */
  readonly batchSize: string | null;
  readonly epochs: number;
  /** Null: for the rest of the run. */
  readonly orders: readonly { readonly order: OrderId; readonly epochs: string | null }[];
  readonly broadcasts: boolean;
  /** Null: none on the way. */
  readonly changes: string | null;
}

/** In one sentence: what is trained, on what, and how. */
export function sentence(t: Trained): string {
  const inputs = t.inputs === '' ? '' : ` (${t.inputs})`;
  const orders = t.orders
    .map(({ order, epochs }) =>
      epochs === null ? orderPhrases[order] : `${epochs} of them ${orderPhrases[order]}`,
    )
    .join(', then ');
  const broadcasts = t.broadcasts ? '; its labels broadcast to every pair' : '';
  const schedule = t.schedule === null ? '' : `, ${inSentence(t.schedule)}`;
  const extras = [
    ...(t.l2 === null ? [] : [`L2 ${t.l2}`]),
    ...(t.l1 === null ? [] : [`L1 ${t.l1}`]),
    ...(t.clipping === null ? [] : [`clipped ${inSentence(t.clipping.how)} at ${t.clipping.at}`]),
  ];
  const penalties = extras.length === 0 ? '' : ` (${extras.join(', ')})`;
  const optimizer = `${t.optimizer} at rate ${t.rate}${schedule}${penalties}`;
  const changes = t.changes === null ? '' : `; on the way: ${t.changes}`;
  return `A network ${t.network} (${t.parameters} parameters) learns “${t.target}” from ${t.points} points${inputs} with ${optimizer}, ${t.batchSize ?? 'all'} at a time, for ${counted(t.epochs, 'epoch')}, ${orders}${broadcasts}${changes}.`;
}
