// @ts-check

const DIFFERENCES =
  'Its distances are sums of squared differences, which keep their digits where rows nearly meet; those of the original are from products, which are faster and lose them.';
const PRODUCTS =
  'Its time is that of products, whose vectors have four numbers in WebAssembly, and eight or sixteen in PyTorch.';
const TRIPLETS =
  'It is of all triplets of rows, and those that do not count are masked; the original makes those that count alone.';

/**
 * Why losses take more than three times what their originals do, as a sentence by the name of the loss; docs/loss-speed.md lists them.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const REASONS = {
  angular: TRIPLETS,
  barlowTwins: PRODUCTS,
  batchHardSoftMarginTriplet: DIFFERENCES,
  batchHardTriplet: DIFFERENCES,
  contrastive: DIFFERENCES,
  energyDistance: DIFFERENCES,
  generalizedLiftedStructure: DIFFERENCES,
  linearCrossEntropy: PRODUCTS,
  maximumMeanDiscrepancy: DIFFERENCES,
  nca: DIFFERENCES,
  nll: 'Nearly all of it is writing the gradient, which is 0 but for the true classes.',
  normalizedSoftmax: PRODUCTS,
  sinkhorn:
    'It takes a hundred steps, so that its gradient is the slope of its value; the original takes about ten.',
  subCenterArcFace: PRODUCTS,
  vicReg: PRODUCTS,
};
