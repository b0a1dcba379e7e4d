import type { Experiment } from '#src/experiment/fields.ts';
import { useCompare, useCompareCommands } from '#src/store/hooks.ts';
import {
  type LossMetric,
  lossMetrics,
  sharedMetric,
  sharedMetrics,
} from '#src/studies/outcomes.ts';
import { ChoiceBox } from '#src/ui/choice-box.tsx';
import { metricWords } from '#words/metrics.ts';

/** The loss that experiments are compared by: the chosen one, where all have it. */
export function useMetric(experiments: readonly Experiment[]): LossMetric {
  return sharedMetric(
    useCompare((state) => state.metric),
    experiments,
  );
}

interface Props {
  readonly label: string;
  readonly experiments: readonly Experiment[];
}

/** Which loss is drawn and compared. */
export function LossChoice({ label, experiments }: Props) {
  const metric = useMetric(experiments);
  const { chooseMetric } = useCompareCommands();
  return (
    <ChoiceBox
      label={label}
      value={metric}
      onChange={chooseMetric}
      choices={sharedMetrics(lossMetrics, experiments).map((value) => ({
        value,
        label: metricWords[value].label,
      }))}
    />
  );
}
