// @ts-check

/**
 * Why losses take more than three times what their originals do, as a sentence by the name of the loss; docs/loss-speed.md lists them.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const REASONS = {
  angular:
    'It is of all triplets of rows, and those that do not count are masked; the original makes the pairs of one group alone.',
  linearCrossEntropy:
    'Its time is that of products, whose vectors have four numbers in WebAssembly, and eight or sixteen in PyTorch.',
};
