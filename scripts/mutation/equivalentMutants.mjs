/** @typedef {import('./mutantsOf.mjs').Mutant} Mutant */
/**
 * @typedef {object} Equivalent
 * @property {readonly string[]} files
 * @property {string} operator
 * @property {string} original
 * @property {string} [replacement] Default: any.
 * @property {string} [on] What stands on the line too. Default: anything.
 * @property {string} reason
 */

/**
 * Mutants that no test can notice, because they compute the same.
 *
 * @type {readonly Equivalent[]}
 */
export const EQUIVALENT = [
  ...[
    ['boxes/ciou.ts', 'tf.sub(angleOf(truth), angleOf(predicted))'],
    ['embedding/barlowTwins.ts', 'tf.sub(correlations, diagonal)'],
    ['embedding/center.ts', 'tf.sub(rows, tf.matMul(targets, points))'],
    ['embedding/center.ts', 'tf.sub(tf.expandDims(rows, 1), points)'],
    ['embedding/fastAp.ts', 'tf.sub(tf.expandDims(places, -1), tf.range(0, bins + 1))'],
    ['embedding/vicReg.ts', 'tf.sub(1, diagonal)'],
    ['embedding/vicReg.ts', 'tf.sub(one, other)'],
  ].map(([file = '', original = '']) => ({
    files: [file],
    operator: 'swapped inputs',
    original,
    reason: 'It is squared, or taken as a distance.',
  })),
  ...[
    ['classification/asymmetricSingleLabel.ts', 'logits.shape.at(-1) ?? 1'],
    ['embedding/center.ts', '[classes = 1, components = 1]'],
    ['embedding/vicReg.ts', '[groups = 1, , components = 1]'],
  ].map(([file = '', on = '']) => ({
    files: [file],
    operator: 'wrong number',
    original: '1',
    on,
    reason: 'It stands in where an axis is missing, which the layout refuses.',
  })),
  ...[
    ['embedding/center.ts', '1', 'tf.expandDims(rows, 1)'],
    ['embedding/fastAp.ts', '1', 'tf.range(0, bins + 1)'],
    ['layouts/augmentedClassRows.ts', '2', 'slice(0, 2)'],
  ].map(([file = '', original = '', on = '']) => ({
    files: [file],
    operator: 'wrong number',
    original,
    on,
    reason: 'It is cut to a whole number; an edge beyond the last has no share.',
  })),
  ...['no clamp', 'wrong number'].map((operator) => ({
    files: ['embedding/barlowTwins.ts'],
    operator,
    original: operator === 'no clamp' ? 'tf.minimum(rowScales(tf.transpose(x, [0, 2, 1])), 1)' : '1',
    on: 'tf.minimum(rowScales',
    reason:
      'The scale falls out; the bound keeps eps from growing beyond the numbers beside small columns, which it outweighs anyway.',
  })),
  {
    files: ['embedding/center.ts'],
    operator: 'one branch for both',
    original: `areIds
      ? zeroSafeMultiply(tf.sum(weighted, -1), halfSquare(tf.sub(rows, tf.matMul(targets, points))))
      : tf.sum(zeroSafeMultiply(weighted, halfSquare(tf.sub(tf.expandDims(rows, 1), points))), -1)`,
    replacement:
      '(tf.sum(zeroSafeMultiply(weighted, halfSquare(tf.sub(tf.expandDims(rows, 1), points))), -1))',
    reason:
      'Distances to all centres, weighted by one-hot rows, are the same; of ids the first branch saves their memory.',
  },
  {
    files: ['embedding/fastAp.ts'],
    operator: 'wrong axis',
    original: '-1',
    replacement: '0',
    on: 'tf.sum(tf.relu(pairs), -1)',
    reason: 'Pairs are the same from both sides.',
  },
  {
    files: ['embedding/sphereFace.ts'],
    operator: 'other operation',
    original: 'tf.sub(cosines, Math.cos((Math.PI * turn) / times))',
    reason: 'The turns lie on both sides of 0 alike.',
  },
  {
    files: ['layouts/augmentedClassRows.ts'],
    operator: 'one branch for both',
    original: 'input ? [input] : []',
    reason: 'Missing inputs are refused before.',
  },
  {
    files: [
      ...[
        'regression/barron.ts',
        'regression/cauchy.ts',
        'regression/charbonnier.ts',
        'regression/gemanMcClure.ts',
        'regression/halfSquaredError.ts',
        'regression/huber.ts',
      ],
      ...[
        'regression/logCosh.ts',
        'regression/meanAbsoluteError.ts',
        'regression/meanAbsolutePercentageError.ts',
        'regression/meanSquaredError.ts',
      ],
      ...['regression/smoothL1.ts', 'regression/welsch.ts'],
    ],
    operator: 'swapped inputs',
    original: 'tf.sub(yPred, yTrue)',
    reason: 'The loss is the same for a residual and its opposite, and the gradient goes through both signs.',
  },
  {
    files: ['likelihood/gaussianNll.ts', 'likelihood/laplaceNll.ts', 'likelihood/studentTNll.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(mean, yTrue)',
    reason: 'Only the size of the residual counts.',
  },
  {
    files: ['likelihood/ensembleCrps.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(members, tf.expandDims(yTrue, -1))',
    reason: 'Distances are the same in both directions.',
  },
  {
    files: ['likelihood/ensembleCrps.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(tf.expandDims(members, -1), tf.expandDims(members, -2))',
    reason: 'Distances are the same in both directions.',
  },
  {
    files: ['likelihood/ensembleCrps.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    on: 'Math.max(count - 1, 1)',
    reason: 'Only one member is below it, and the distances of one member are 0.',
  },
  {
    files: ['layouts/riskSets.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    reason: 'It stands in where a row is masked out, and any number does.',
  },
  {
    files: ['likelihood/coxPartialLikelihood.ts'],
    operator: 'other operation',
    original: 'tf.greater(tf.expandDims(position, 1), tf.expandDims(position, 0))',
    replacement: 'tf.less(tf.expandDims(position, 1), tf.expandDims(position, 0))',
    reason: 'The mean over ties is the same in either order.',
  },
  {
    files: ['likelihood/coxPartialLikelihood.ts'],
    operator: 'swapped inputs',
    original: 'tf.greater(tf.expandDims(position, 1), tf.expandDims(position, 0))',
    reason: 'The mean over ties is the same in either order.',
  },
  {
    files: ['likelihood/coxPartialLikelihood.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    on: 'tf.mul(tied, earlier)',
    reason: 'Only events without ties are below it, and nothing is taken out of their sets.',
  },
  {
    files: ['classification/binaryCrossEntropyWithLogits.ts'],
    operator: 'one branch for both',
    original: 'labelSmoothing === 0 ? yTrue : tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / 2)',
    replacement: '(tf.add(tf.mul(yTrue, 1 - labelSmoothing), labelSmoothing / 2))',
    reason: 'Without smoothing the second branch is yTrue as well; the first saves its time.',
  },
  {
    files: ['layouts/classGroups.ts'],
    operator: 'one branch for both',
    original: 'unit ? [unit] : []',
    reason: 'a formula takes an input that is undefined for one that is missing',
  },
  {
    files: ['ops/crossEntropy/weightedTargets.ts'],
    operator: 'one branch for both',
    original: `labelSmoothing > 0
      ? tf.add(tf.mul(distributions, 1 - labelSmoothing), labelSmoothing / classes)
      : distributions`,
    replacement: '(tf.add(tf.mul(distributions, 1 - labelSmoothing), labelSmoothing / classes))',
    reason: 'Without smoothing the first branch is the distributions as well; the second saves its time.',
  },
  {
    files: ['embedding/supervisedContrastive.ts'],
    operator: 'no clamp',
    original: 'tf.abs(pairs)',
    reason: 'Only wasm, where the tests run too, takes −1 for another truth value than 1.',
  },
  {
    files: ['ops/toFloat.ts'],
    operator: 'one branch for both',
    original: "tensor.dtype === 'float32' ? tensor : tf.cast(tensor, 'float32')",
    replacement: "(tf.cast(tensor, 'float32'))",
    reason: 'The first branch saves the time of a cast to the same type.',
  },
  {
    files: ['autodiff/customGradient.ts'],
    operator: 'one branch for both',
    original: 'isRecorded ? [] : tensors.slice(arity)',
    replacement: '([])',
    reason: 'What was not saved is computed again; customGradient.test.ts asks for what was.',
  },
  {
    files: ['layouts/rows.ts'],
    operator: 'one branch for both',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
    original: "perElement === 'row' ? `[…, ${axis}]` : '[…]'",
    reason: 'It is the shape in words, which computes nothing.',
  },
  {
    files: ['classification/asymmetric.ts'],
    operator: 'forgotten part',
    original: 'tf.mul(counts, tf.sub(probability, clip))',
    replacement: 'tf.mul(tf.onesLike(counts), tf.sub(probability, clip))',
    reason: 'Where counts is 0 the result is multiplied by it again.',
  },
  {
    files: ['layouts/meanAndVariance.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    reason: 'It is compared with a rank, which is an integer.',
  },
  {
    files: ['overlap/generalizedDice.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    reason: 'The same factor for all weights cancels in the quotient.',
  },
  {
    files: ['overlap/generalizedDice.ts'],
    operator: 'other operation',
    original: 'tf.sum(foreground, 1)',
    reason: 'The same factor for all areas cancels in the quotient.',
  },
  {
    files: [
      'embedding/contrastive.ts',
      'layouts/labelledEmbeddings.ts',
      'ops/embeddings/meanOverPositives.ts',
    ],
    operator: 'wrong axis',
    original: '-1',
    reason: 'The matrix of pairs is symmetric.',
  },
  {
    files: [
      'embedding/angular.ts',
      'embedding/batchAllTriplet.ts',
      'embedding/batchSemiHardTriplet.ts',
      'embedding/liftedStructure.ts',
      'ops/embeddings/pairwise.ts',
      'ops/embeddings/semiHardNegatives.ts',
    ],
    operator: 'wrong number',
    on: 'tf.expandDims',
    original: '1',
    replacement: '1.1',
    reason: 'tfjs cuts an axis to a whole number.',
  },
  {
    files: ['regression/logCosh.ts'],
    operator: 'wrong number',
    original: '2520',
    reason: 'A tenth of the last term of the series is below the rounding of float32.',
  },
  {
    files: ['ops/crossEntropy/crossEntropyOfLogits.ts'],
    operator: 'wrong number',
    original: '2',
    reason: 'Any number far below all logits does.',
  },
  {
    files: ['ops/crossEntropy/crossEntropyOfLogits.ts'],
    operator: 'wrong number',
    original: '64',
    reason: 'Any number far below all logits does.',
  },
  {
    files: ['layouts/classRows.ts'],
    operator: 'one branch for both',
    original: "typeof labelSmoothing === 'number' ? labelSmoothing : 0",
    replacement: '(labelSmoothing)',
    reason: 'The branch is for the types: without the option nothing is smoothed.',
  },
  {
    files: ['layouts/classRows.ts'],
    operator: 'one branch for both',
    original: 'classWeights instanceof tf.Tensor ? classWeights : undefined',
    replacement: '(classWeights)',
    reason: 'The branch is for the types: options are resolved to tensors.',
  },
  {
    files: ['ops/simplexProjection.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    on: 'tf.clipByValue(tf.sub(rows, highest)',
    reason: 'What is 1 below the highest has no share, and what is further below neither.',
  },
  {
    files: ['ops/simplexProjection.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    on: 'const sums = tf.cumsum(sorted, 1)',
    reason: 'tfjs takes an axis of 1.1 for the last of two.',
  },
  {
    files: ['ops/softplusOfNegativeAbs.ts'],
    operator: 'one branch for both',
    original: "tf.getBackend() === 'wasm' ? tf.softplus(negativeAbs) : tf.log1p(tf.exp(negativeAbs))",
    reason: 'Both are the same number here; on WebAssembly, where one is not, the suites run as well.',
  },
  {
    files: ['ops/softplusOfNegativeAbs.ts'],
    operator: 'other operation',
    original: 'tf.softplus(negativeAbs)',
    reason: 'The branch of WebAssembly, on which the suites run as well.',
  },
  {
    files: ['autodiff/stopGradient.ts'],
    operator: 'one branch for both',
    original: "input.dtype === 'float32' ? tf.zerosLike(input) : tf.zeros(input.shape)",
    replacement: '(tf.zeros(input.shape))',
    reason: 'The zeros of float32 are the same by either function.',
  },
  {
    files: ['embedding/supervisedContrastive.ts'],
    operator: 'wrong axis',
    original: '-1',
    replacement: '0',
    on: 'const count = tf.sum(partners, -1)',
    reason: 'A partner of a row has that row as its partner.',
  },
  {
    files: ['layouts/reductionGroups.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    on: 'shape.slice(0, 1)',
    reason: 'Array.slice cuts to a whole number.',
  },
  {
    files: ['layouts/reductionGroups.ts'],
    operator: 'other operation',
    original: 'tf.sum(regions, 2)',
    replacement: 'tf.mean(regions, 2)',
    reason: 'It is only asked whether it is above 0.',
  },
  {
    files: ['ops/sequences/alignSequence.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    on: 'state > 1',
    reason: 'States are whole numbers.',
  },
  {
    files: ['ops/sequences/alignSequence.ts'],
    operator: 'wrong number',
    original: '2',
    replacement: '2.2',
    on: 'state >= states - 2',
    reason: 'States are whole numbers.',
  },
  {
    files: ['ops/sequences/alignSequence.ts'],
    operator: 'wrong number',
    original: '2',
    replacement: '2.2',
    on: 'new Float64Array(states + 2)',
    reason: 'The length of a typed array is cut to a whole number.',
  },
  {
    files: ['ops/sequences/alignSequences.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    on: 'const [from, to]',
    reason: 'What stands behind the frames of a row is not read, and is written before it is read.',
  },
  {
    files: ['layouts/classGroups.ts'],
    operator: 'one branch for both',
    original: 'classWeights instanceof tf.Tensor ? classWeights : undefined',
    replacement: '(classWeights)',
    reason: 'The branch is for the types: options are resolved to tensors.',
  },
  {
    files: ['margin/multiMargin.ts'],
    operator: 'one branch for both',
    original: `hardTargets.has(labels)
      ? costOfTrueClass(labels, logits, margin, p)
      : sumOfRows(tf.mul(labels, costOfEachClass(logits, margin, p)))`,
    replacement: '(sumOfRows(tf.mul(labels, costOfEachClass(logits, margin, p))))',
    reason:
      'The expected cost under a one-hot distribution is that of its class; the first branch saves time and memory.',
  },
  {
    files: ['ops/crossEntropy/maxExcludingClass.ts'],
    operator: 'one branch for both',
    original: 'highest && runnerUp ? tf.where(isFirst, runnerUp, highest) : lowest',
    replacement: '(tf.where(isFirst, runnerUp, highest))',
    reason: 'The branch is for the types: of two tensors two are made.',
  },
  {
    files: ['contract/defineLoss.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    on: 'gradientDepth > 1',
    reason: 'The depth is an integer.',
  },
  {
    files: ['layouts/sequences.ts'],
    operator: 'other operation',
    original: "tf.sum(tf.cast(tf.logicalAnd(counts, isWrong), 'float32'), -1)",
    reason: 'It is compared with 0 only, and both are above 0 for the same rows.',
  },
  {
    files: ['layouts/sequences.ts'],
    operator: 'one branch for both',
    original: 'length > 0 ? [tf.greater(wrongLabels, 0)] : []',
    replacement: '([tf.greater(wrongLabels, 0)])',
    reason:
      'The sum of no labels is 0 on the cpu backend, where this check runs; the branch is for wasm, where it is uninitialised.',
  },
  {
    files: ['classification/linearCrossEntropy.ts'],
    operator: 'wrong number',
    original: '1',
    on: '= kernel.shape',
    reason: 'The defaults are for the types: the kernel was checked to be a matrix.',
  },
  {
    files: ['ops/rows/replaceRows.ts'],
    operator: 'forgotten part',
    original: "tf.add(tf.zerosLike(table), tf.cast(condition, 'float32'))",
    reason: 'The branch of WebAssembly, on which the suites run as well.',
  },
  {
    files: ['ops/rows/replaceRows.ts'],
    operator: 'other operation',
    original: "tf.add(tf.zerosLike(table), tf.cast(condition, 'float32'))",
    reason: 'The branch of WebAssembly, on which the suites run as well.',
  },
  {
    files: ['ops/replaceWhere.ts'],
    operator: 'wrong number',
    original: '1',
    reason: 'It chooses between two ways to the same numbers.',
  },
  {
    files: ['ops/replaceWhere.ts'],
    operator: 'one branch for both',
    original: `isOfRows(isReplaced, value)
        ? replaceRows(isReplaced, value, number)
        : tf.where(isReplaced, tf.fill(value.shape, number), value)`,
    replacement: '(tf.where(isReplaced, tf.fill(value.shape, number), value))',
    reason: 'Both ways give the same numbers; the first saves time on WebAssembly.',
  },
  {
    files: ['ops/crossEntropy/crossEntropyOfKnownIds.ts'],
    operator: 'other operation',
    original: 'tf.sub(softmax(z), oneHot(y, classes))',
    reason: 'This gradient is only differentiated once more, and the targets have no slope.',
  },
  {
    files: ['ops/crossEntropy/crossEntropyOfKnownIds.ts'],
    operator: 'forgotten part',
    original: 'tf.sub(softmax(z), oneHot(y, classes))',
    replacement: 'tf.sub(softmax(z), tf.zerosLike(oneHot(y, classes)))',
    reason: 'This gradient is only differentiated once more, and the targets have no slope.',
  },
  {
    files: ['contract/reduceLoss.ts'],
    operator: 'one branch for both',
    original: 'isWhole ? sumAsOne(values) : sumOf(weightedBy(counts, loss))',
    replacement: '(sumOf(weightedBy(counts, loss)))',
    reason: 'The sum is the same either way; the first saves time.',
  },
  {
    files: ['contract/defineLoss.ts'],
    operator: 'one branch for both',
    original: 'mask ? [weights, mask] : [weights]',
    replacement: '([weights])',
    reason: 'A mask is of booleans, which have no gradient to keep out.',
  },
  {
    files: ['layouts/reductionGroups.ts'],
    operator: 'wrong number',
    original: '2',
    reason:
      'The unit of the weights cancels; from where on products by it would underflow is free within wide limits.',
  },
  {
    files: ['layouts/reductionGroups.ts'],
    operator: 'other operation',
    original: 'tf.max(counted, 1)',
    reason:
      'The unit of the weights cancels; from where on products by it would underflow is free within wide limits.',
  },
  {
    files: ['layouts/reductionGroups.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    reason: 'tfjs cuts an axis to a whole number.',
  },
  {
    files: ['ops/clip.ts'],
    operator: 'other operation',
    original: 'tf.add(tf.clipByValue(x, low, high), tf.sub(ones, ones))',
    reason: 'The line is for wasm, where the tests run too.',
  },
  {
    files: ['ops/clip.ts'],
    operator: 'forgotten part',
    original: 'tf.add(tf.clipByValue(x, low, high), tf.sub(ones, ones))',
    reason: 'The line is for wasm, where the tests run too.',
  },
  {
    files: ['ops/clip.ts'],
    operator: 'other operation',
    original: 'tf.sub(ones, ones)',
    reason: 'The line is for wasm, where the tests run too.',
  },
  {
    files: ['ops/clip.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(ones, ones)',
    reason: 'The line is for wasm, where the tests run too.',
  },
  {
    files: ['ops/clip.ts'],
    operator: 'no clamp',
    original: 'tf.clipByValue(x, low, high)',
    on: 'tf.sub(ones, ones)',
    reason: 'The line is for wasm, where the tests run too.',
  },
  {
    files: ['ops/clip.ts'],
    operator: 'forgotten part',
    original: 'tf.sub(ones, ones)',
    reason: 'The line is for wasm, where the tests run too.',
  },
  {
    files: ['ops/rows/rowScales.ts'],
    operator: 'wrong number',
    original: '2',
    reason: 'From where on rows are scaled is free within wide limits, and what they are scaled by cancels.',
  },
  {
    files: ['ops/rows/rowScales.ts'],
    operator: 'wrong number',
    original: '40',
    reason: 'From where on rows are scaled is free within wide limits, and what they are scaled by cancels.',
  },
  {
    files: ['ops/rows/rowScales.ts'],
    operator: 'wrong number',
    original: '86',
    reason: 'From where on rows are scaled is free within wide limits, and what they are scaled by cancels.',
  },
  {
    files: ['ops/rows/rowScales.ts'],
    operator: 'wrong number',
    original: '1',
    reason: 'From where on rows are scaled is free within wide limits, and what they are scaled by cancels.',
  },
  {
    files: ['adversarial/leastSquaresDiscriminator.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(real, realLabel)',
    reason: 'The difference is squared.',
  },
  {
    files: ['adversarial/leastSquaresDiscriminator.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(fake, fakeLabel)',
    reason: 'The difference is squared.',
  },
  {
    files: ['adversarial/leastSquaresGenerator.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(scores, realLabel)',
    reason: 'The difference is squared.',
  },
  {
    files: ['ops/lists/discountOf.ts'],
    operator: 'forgotten part',
    original: 'tf.div(Math.LN2, tf.log(tf.add(rank, 1)))',
    replacement: 'tf.div(tf.onesLike(Math.LN2), tf.log(tf.add(rank, 1)))',
    reason: 'The base of the logarithm cancels in the quotient by the best sum of discounted gains.',
  },
  {
    files: ['ops/lists/normalizedGains.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(tf.pow(2, tf.sub(yTrue, highest)), tf.pow(2, tf.neg(highest)))',
    reason: 'Gains and their best sum both change their signs.',
  },
  {
    files: ['ops/lists/normalizedGains.ts'],
    operator: 'other operation',
    original: "tf.add(best, tf.cast(tf.equal(best, 0), 'float32'))",
    reason: 'Gains of 0 over −1 are 0 as well.',
  },
  {
    files: ['transport/maximumMeanDiscrepancy.ts'],
    operator: 'other operation',
    original: 'tf.exp(tf.div(tf.sum(tf.square(tf.div(differences, bandwidth)), -1), -2))',
    reason: 'A constant of the kernel cancels, because the charges of a group sum to 0.',
  },
  {
    files: ['ops/interactionEnergy.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(tf.expandDims(points, 2), tf.expandDims(points, 1))',
    reason: 'Potentials are the same for a difference and its opposite.',
  },
  {
    files: ['ops/interactionEnergy.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    reason: 'tfjs cuts an axis to a whole number.',
  },
  {
    files: ['ops/interactionEnergy.ts'],
    operator: 'wrong number',
    original: '2',
    replacement: '2.2',
    reason: 'tfjs cuts an axis to a whole number.',
  },
  {
    files: ['ops/exponentialRemainder.ts'],
    operator: 'wrong number',
    original: '10',
    replacement: '11',
    reason: 'The last term is at the last digit of float32.',
  },
  {
    files: ['ranking/listMle.ts'],
    operator: 'other operation',
    original: 'tf.add(comesBefore(yTrue), tf.eye(yTrue.shape.at(-1) ?? 0))',
    reason: 'Whatever is not 0 is chosen.',
  },
  {
    files: ['ranking/listMle.ts'],
    operator: 'other operation',
    original: 'tf.add(isItem, tf.mul(0, clip(yTrue, -1, 1)))',
    reason: 'What is added is 0 or NaN.',
  },
  {
    files: ['ranking/listMle.ts'],
    operator: 'wrong number',
    original: '1',
    replacement: '1.1',
    reason: 'The clipped relevances are multiplied by 0.',
  },
  {
    files: ['ranking/uniqueSoftmax.ts'],
    operator: 'other operation',
    original: 'tf.add(orderedPairs(yTrue, isItem), tf.eye(yTrue.shape.at(-1) ?? 0))',
    reason: 'Whatever is not 0 is chosen.',
  },
  {
    files: ['ops/embeddings/cosinesWithCentres.ts'],
    operator: 'wrong number',
    original: '1',
    on: '= centres.shape',
    reason: 'The defaults are for the types: the layout refuses centres of fewer axes.',
  },
  {
    files: ['ops/rows/rowDistances.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(first, second)',
    reason: 'Distances are the same in both directions.',
  },
  {
    files: ['ops/logSumExpOfWeighted.ts'],
    operator: 'wrong number',
    original: '80',
    reason: 'Its exponential is finite either way, and has the weight 0.',
  },
  {
    files: ['ops/squarable.ts'],
    operator: 'wrong number',
    original: '1e13',
    reason: 'From where on rows are clipped is free within wide limits.',
  },
  {
    files: ['ops/views/centredColumns.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(numbers, tf.sum(tf.mul(shares, numbers), 1, true))',
    reason: 'It is done twice, and the sign turned twice.',
  },
  ...['const isNext', 'oneHot(counts'].map((on) => ({
    files: ['ops/sequences/transduceSequences.ts'],
    operator: 'wrong number',
    original: '1',
    on,
    reason: 'tfjs cuts an axis to a whole number.',
  })),
  {
    files: ['ops/logAddExp.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(a, b)',
    on: 'softplusOfNegativeAbs',
    reason: 'Only the size of the difference counts.',
  },
  {
    files: ['ops/boxes/overlapOfBoxes.ts'],
    operator: 'swapped inputs',
    original: 'tf.sub(maximum(truth.high, predicted.high), minimum(truth.low, predicted.low))',
    reason: 'Both sides change their signs, which neither their product nor their squares show.',
  },
  ...[
    [
      'ops/boxes/distanceOfBoxes.ts',
      'tf.sub(tf.add(truth.low, truth.high), tf.add(predicted.low, predicted.high))',
    ],
    ['ops/masks/distancesToBoundary.ts', 'tf.sub(places, place)'],
    ['ops/masks/hausdorffErrors.ts', 'tf.sub(targets, probabilities)'],
  ].map(([file = '', original = '']) => ({
    files: [file],
    operator: 'swapped inputs',
    original,
    reason: 'The difference is squared.',
  })),
  ...['2', '40'].map((original) => ({
    files: ['ops/masks/distancesToBoundary.ts'],
    operator: 'wrong number',
    original,
    on: 'const FAR',
    reason: 'Any number far above all distances does.',
  })),
  {
    files: ['ops/masks/distancesToBoundary.ts'],
    operator: 'other operation',
    original: 'tf.add(distances, tf.mul(0, planes))',
    reason: 'What is added is 0 or NaN.',
  },
  {
    files: ['ops/logGamma.ts'],
    operator: 'wrong number',
    original: '16',
    reason: 'One more step gives the same digits.',
  },
  {
    files: ['mining/allTriplets.ts'],
    operator: 'wrong number',
    original: '1',
    on: 'tf.expandDims',
    reason: 'tfjs cuts an axis to a whole number.',
  },
  {
    files: ['mining/hardestTriplets.ts', 'mining/semiHardTriplets.ts'],
    operator: 'wrong axis',
    original: '-1',
    reason: 'The matrices of pairs are symmetric.',
  },
  ...['tf.minimum(x, LARGE)', 'tf.minimum(value, LARGE)', 'tf.minimum(shape, LARGE + 1)'].map((original) => ({
    files: ['ops/digamma.ts'],
    operator: 'no clamp',
    original,
    reason: 'Beyond it the terms are finite as well, and do not count.',
  })),
  {
    files: ['ops/digamma.ts'],
    operator: 'wrong number',
    original: '5',
    reason: 'Beside it steps and series are both as exact as float32.',
  },
  ...['42', '240', '252', '1260', '1680'].map((original) => ({
    files: ['ops/digamma.ts'],
    operator: 'wrong number',
    original,
    reason: 'A tenth of the term is below the rounding of float32.',
  })),
  {
    files: ['ops/crossEntropy/logOdds.ts'],
    operator: 'wrong number',
    original: '1',
    on: 'const sums',
    reason: 'Of the highest class it is multiplied by 0; it only has to have a logarithm.',
  },
];

/** @param {string} file @param {Mutant} mutant @param {readonly Equivalent[]} all */
export function isEquivalent(file, { operator, original, replacement, lineText }, all = EQUIVALENT) {
  return all.some(
    (known) =>
      known.files.includes(file) &&
      known.operator === operator &&
      known.original === original &&
      (known.replacement === undefined || known.replacement === replacement) &&
      (known.on === undefined || lineText.includes(known.on)),
  );
}
