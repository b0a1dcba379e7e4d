import { fieldOf, fields } from '#src/experiment/fields.ts';
import { hasHeldOut } from '#src/experiment/held-out.ts';
import type { Sweep, SweepAxis } from '#src/studies/sweep.ts';

/**
 * A sweep as a Python script for Ray Tune: each trial calls the command line on the same experiment with `--set`, so
 * that a cluster runs what the browser would have run.
 *
 * @param link the base experiment as a link's fragment, `v=1&…`
 */
export function rayTuneScript(sweep: Sweep, link: string): string {
  const space = sweep.axes.map(
    (axis) => `    ${python(fields[axis.field].key)}: ${searchSpace(axis, sweep.sample)},`,
  );
  const samples = sweep.sample ?? 1;
  const metric = hasHeldOut(sweep.base) ? 'heldOutLoss' : 'trainLoss';
  return `"""A Fitscope sweep for Ray Tune.

Needs Python with \`pip install "ray[tune]"\`, Node.js 20 or newer, and a checkout of Fitscope (after \`npm ci\`) in the
folder FITSCOPE on every machine of the cluster:

    FITSCOPE=/path/to/fitscope python sweep.py
"""

import json
import os
import subprocess

from ray import tune

FITSCOPE = os.environ.get("FITSCOPE", ".")
EXPERIMENT = ${python(link)}
SEEDS = ${python(sweep.seeds)}


def trial(config):
    """Trains the experiment once, with one setting a searched field, and reports its last measured values."""
    settings = [part for field, value in config.items() for part in ("--set", f"{field}={value}")]
    command = ["npm", "run", "-s", "fit", "--", EXPERIMENT, *settings, "--json", "-"]
    done = subprocess.run(command, cwd=FITSCOPE, capture_output=True, text=True)
    if done.returncode != 0 and not done.stdout:
        raise RuntimeError(done.stderr)
    run = json.loads(done.stdout)[0]
    worst = float("inf")
    final = run["final"] or {}
    diverged = run["stopped"]["reason"] == "non_finite"
    loss = final.get("${metric}")
    return {
        "${metric}": worst if diverged or loss is None else loss,
        "heldOutAccuracy": final.get("heldOutAccuracy"),
        "runningLoss": final.get("runningLoss"),
        "trainSeconds": run["trainSeconds"],
        "stopped": run["stopped"]["reason"],
    }


search_space = {
${space.join('\n')}
    "seed": tune.grid_search(SEEDS),
}

if __name__ == "__main__":
    tuner = tune.Tuner(
        tune.with_resources(trial, {"cpu": 1}),
        param_space=search_space,
        tune_config=tune.TuneConfig(metric="${metric}", mode="min", num_samples=${samples}),
    )
    results = tuner.fit()
    results.get_dataframe().to_csv("sweep.csv", index=False)
    print(results.get_best_result().config)
`;
}

/** A grid tries all values; a random sweep chooses among them, once a sample. */
function searchSpace(axis: SweepAxis, sample: number | null): string {
  const { encode } = fieldOf(axis.field);
  return `tune.${sample === null ? 'grid_search' : 'choice'}(${python(axis.values.map(encode))})`;
}

/** JSON strings, numbers and lists of them are Python literals, too, once U+2028 and its like are ASCII escapes. */
function python(value: string | readonly (string | number)[]): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
