/** @typedef {import('./mutantsOf.mjs').Mutant} Mutant */
/**
 * @typedef {object} Equivalent
 * @property {readonly string[]} files
 * @property {string} operator
 * @property {string} original
 * @property {string} [replacement] Default: any.
 * @property {string} reason
 */

/**
 * Mutants that no test can notice, because they compute the same.
 *
 * @type {readonly Equivalent[]}
 */
const EQUIVALENT = [
  {
    files: [
      ...['barron.ts', 'cauchy.ts', 'charbonnier.ts', 'gemanMcClure.ts', 'halfSquaredError.ts', 'huber.ts'],
      ...['logCosh.ts', 'meanAbsoluteError.ts', 'meanAbsolutePercentageError.ts', 'meanSquaredError.ts'],
      ...['smoothL1.ts', 'welsch.ts'],
    ],
    operator: 'swapped inputs',
    original: 'tf.sub(yPred, yTrue)',
    reason: 'The loss is the same for a residual and its opposite, and the gradient goes through both signs.',
  },
  {
    files: ['gaussianNll.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(mean, yTrue)',
    reason: 'The residual is squared.',
  },
  {
    files: ['meanSquaredLogarithmicError.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(clippedLog1p(yPred), clippedLog1p(yTrue))',
    reason: 'The difference is squared.',
  },
  {
    files: ['contrastive.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(tf.expandDims(embeddings, 1), tf.expandDims(embeddings, 0))',
    reason: 'Distances are the same in both directions.',
  },
  {
    files: ['binaryCrossEntropyWithLogits.ts'],
    operator: 'one branch for both',
    original: 'labelSmoothing === 0 ? yTrue : tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / 2)',
    replacement: '(tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / 2))',
    reason: 'Without smoothing the second branch is yTrue as well; the first saves its time.',
  },
  {
    files: ['primitives/divideOrZero.ts'],
    operator: 'other operation',
    original: 'tf.add(denominator, correction)',
    reason: 'Where the correction is not 0 the numerator is.',
  },
  {
    files: ['contract/rows.ts'],
    operator: 'one branch for both',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
    original: "perElement === 'row' ? `[…, ${axis}]` : '[…]'",
    reason: 'It is the shape in words, which computes nothing.',
  },
];

/** @param {string} file @param {Mutant} mutant */
export function isEquivalent(file, { operator, original, replacement }) {
  return EQUIVALENT.some(
    (known) =>
      known.files.includes(file) &&
      known.operator === operator &&
      known.original === original &&
      (known.replacement === undefined || known.replacement === replacement),
  );
}
