import { rangeError, typeError } from '@losskit/errors';

import { checkLength } from '../batchChecks.ts';
import { type BatchKind, checkedMetric, type MetricDescription } from '../checkedMetric.ts';
import type { Metric, TextBatch } from '../Metric.ts';
import { errorRate } from '../sequence/errorRate.ts';

function checkTexts(where: string, name: string, texts: unknown): void {
  if (!Array.isArray(texts)) throw typeError(where, `${name} to be an array of texts`, texts);
  texts.forEach((text: unknown, row) => {
    if (typeof text !== 'string') throw rangeError(where, `${name}[${row}] to be a string`, text);
  });
}

const kind: BatchKind<TextBatch> = {
  check(where, { targets, predicted }) {
    checkTexts(where, 'targets', targets);
    checkTexts(where, 'predicted', predicted);
    checkLength(where, 'predicted', predicted, targets.length);
  },
  rows: ({ targets }) => targets.length,
};

/** Makes a metric that is the error rate of the symbols that `split` makes of a text. */
export function textErrorRate<Name extends string>(
  description: MetricDescription<Name>,
  split: (text: string) => readonly string[],
): Metric<TextBatch, Name> {
  return checkedMetric(description, kind, () => {
    const fold = errorRate<string>();
    return {
      add({ targets, predicted }, row, weight) {
        fold.add(split(targets[row] ?? ''), split(predicted[row] ?? ''), weight);
      },
      compute: fold.compute,
    };
  });
}
