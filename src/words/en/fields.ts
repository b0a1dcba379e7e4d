import type { FieldWords } from '#src/words/field-words.ts';
import { batchesWords } from '#words/fields/batches.ts';
import { dataWords } from '#words/fields/data.ts';
import { engineWords } from '#words/fields/engine.ts';
import { inputsWords } from '#words/fields/inputs.ts';
import { lossWords } from '#words/fields/loss.ts';
import { networkWords } from '#words/fields/network.ts';
import { optimizerWords } from '#words/fields/optimizer.ts';
import { seedsWords } from '#words/fields/seeds.ts';
import { stoppingWords } from '#words/fields/stopping.ts';
import { targetWords } from '#words/fields/target.ts';

export const fieldWords = {
  ...targetWords,
  ...dataWords,
  ...inputsWords,
  ...networkWords,
  ...lossWords,
  ...optimizerWords,
  ...batchesWords,
  ...stoppingWords,
  ...seedsWords,
  ...engineWords,
} satisfies FieldWords;
