import { textErrorRate } from './textErrorRate.ts';

/**
 * Character error rate (CER): Σ characters to insert, delete or replace that make the predicted text the
 * target / Σ characters of the targets. Characters are Unicode code points, white space among them.
 *
 * From 0 to ∞, lower is better: characters that are inserted can lift it above 1. NaN where all targets are
 * empty.
 *
 * @see torchmetrics, `CharErrorRate`
 */
export const characterErrorRate = textErrorRate(
  { name: 'characterErrorRate', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  (text) => [...text],
);
