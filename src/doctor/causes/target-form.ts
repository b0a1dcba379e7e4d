import { failing, sign } from '#src/doctor/causes/evidence.ts';
import type { Cause } from '#src/doctor/contract.ts';
import { formulaLimits } from '#src/experiment/field-lists.ts';
import { taskOf } from '#src/experiment/targets.ts';

/** The answer follows a product or a distance, which layers have to build from the inputs as they are. */
export const targetForm: Cause = {
  kind: 'choice',
  suspect(evidence) {
    const { experiment, data } = evidence;
    const { form } = data;
    if (form === null || experiment.features.length > 0 || experiment.encoding !== 'raw')
      return null;
    if (failing(evidence).length === 0) return null;
    const figures = { explained: form.explained, plane: form.plane };
    return sign(form.kind === 'product' ? figures : { ...figures, [form.kind]: 1 });
  },
  remedies(experiment, { form }) {
    if (form === null) return [];
    const inputs = taskOf(experiment).inputs.slice(0, formulaLimits.features - 1);
    return [{ features: [...inputs, form.of], encoding: 'raw' }];
  },
};
