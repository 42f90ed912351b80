import { isRows, takeRows } from '@losskit/data';

import type { TaskRows } from '../TaskData.ts';

function pick<Item>(items: readonly Item[] | undefined, kept: Uint32Array): Item[] | undefined {
  return items && Array.from(kept).flatMap((row) => items.slice(row, row + 1));
}

/** Some rows of a part. */
export function takeTaskRows(part: TaskRows, kept: Uint32Array): TaskRows {
  const { inputs, targets, weights, names, outliers } = part;
  return {
    rows: kept.length,
    inputs: isRows(inputs)
      ? takeRows(inputs, kept)
      : Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, takeRows(one, kept)])),
    targets: takeRows(targets, kept),
    weights: weights && takeRows(weights, kept),
    names: pick(names, kept),
    outliers: pick(outliers, kept),
  };
}
