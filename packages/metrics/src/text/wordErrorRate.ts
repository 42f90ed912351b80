import { textErrorRate } from './textErrorRate.ts';

/**
 * Word error rate (WER): Σ words to insert, delete or replace that make the predicted text the target / Σ
 * words of the targets. Words are what stands between white space; case and punctuation count.
 *
 * From 0 to ∞, lower is better: words that are inserted can lift it above 1. NaN where no target has a word.
 *
 * @see torchmetrics, `WordErrorRate`
 */
export const wordErrorRate = textErrorRate(
  { name: 'wordErrorRate', higherIsBetter: false, bounds: [0, Number.POSITIVE_INFINITY] },
  (text) => text.split(/\s+/u).filter((word) => word !== ''),
);
