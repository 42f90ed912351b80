import { checkClassRow } from '../contract/checks.ts';
import type { Layout } from '../contract/Layout.ts';
import { classOptions, classRows } from './classRows.ts';

/** Options of the losses that know how frequent classes are. */
export const countedClassOptions = {
  ...classOptions,
  classCounts: { kind: 'tensor' },
} as const;

const rows = classRows('logits', 'unnormalised scores', 0);

/** Rows of logits as in {@link classRows}, with a count for each class. */
export const countedClassRows: Layout = {
  ...rows,
  checkOptions(where, inputs, options, shape) {
    rows.checkOptions?.(where, inputs, options, shape);
    checkClassRow(where, 'classCounts', options.classCounts, inputs[1]?.shape.at(-1) ?? 0);
  },
};
