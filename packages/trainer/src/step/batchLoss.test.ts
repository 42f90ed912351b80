import { randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { elementLoss, weightedSquares } from '../../fixtures/elementLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { runToEnd } from '../../fixtures/line.ts';
import {
  type AnyBatch,
  type BatchLoss,
  batchLoss,
  type Losses,
  type NamedVariables,
  type Tensors,
  type TrainOptions,
  train,
} from '../index.ts';
import { accumulateGradients, adam, momentum, sgd } from '../optimizers.ts';

inFreshScope();

const ROWS = 24;

function draw(purpose: string, ...shape: number[]): tf.Tensor {
  const stream = randomStream(3, purpose);
  const size = shape.reduce((product, one) => product * one, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => stream.normal()),
    shape,
  );
}

/** Mean loss of the first and of the last steps. */
async function descent(options: Omit<TrainOptions, 'optimizer'>) {
  const all = await runToEnd(train({ ...options, optimizer: adam({ learningRate: 0.05 }), steps: 150 }));
  return { first: all[0]?.losses[0] ?? Number.NaN, last: all.at(-1)?.loss ?? Number.NaN };
}

const forever = (batch: AnyBatch) => new Array<AnyBatch>(150).fill(batch);

describe('losses of any number of inputs train', () => {
  test('gaussian negative log-likelihood, of a mean and a variance', async () => {
    const variables = {
      slope: tf.variable(tf.scalar(0)),
      level: tf.variable(tf.scalar(0)),
      logVariance: tf.variable(tf.scalar(0)),
    };
    const model = {
      variables,
      predict: (x: tf.Tensor) => ({
        mean: tf.add(tf.mul(x, variables.slope), variables.level),
        variance: tf.mul(tf.onesLike(x), tf.exp(variables.logVariance)),
      }),
    };
    const inputs = draw('inputs', ROWS);
    const targets = tf.add(tf.add(tf.mul(inputs, 2), 1), tf.mul(draw('noise', ROWS), 0.2));
    const gaussian = batchLoss<{ mean: tf.Tensor; variance: tf.Tensor }>(
      ({ mean, variance }, batch) => {
        const squares = tf.div(tf.square(tf.sub(batch.targets, mean)), variance);
        return { sum: tf.mul(tf.sum(tf.add(squares, tf.log(variance))), 0.5), weight: batch.targets.size };
      },
      { name: 'gaussian' },
    );
    const { first, last } = await descent({ model, loss: gaussian, batches: forever({ inputs, targets }) });
    expect(last).toBeLessThan(first - 1);
    expect(variables.slope.dataSync()[0]).toBeCloseTo(2, 0);
    expect(Math.exp(variables.logVariance.dataSync()[0] ?? 0)).toBeLessThan(0.15);
  });

  test('a triplet loss, of three inputs through one network', async () => {
    const kernel = tf.variable(draw('kernel', 4, 2));
    const embed = (rows: tf.Tensor) => tf.matMul(tf.reshape(rows, [-1, 4]), kernel.as2D(4, 2));
    type Triplet = { anchor: tf.Tensor; positive: tf.Tensor; negative: tf.Tensor };
    const model = {
      variables: { kernel },
      predict: ({ anchor, positive, negative }: Triplet): Triplet => ({
        anchor: embed(anchor),
        positive: embed(positive),
        negative: embed(negative),
      }),
    };
    const distance = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.square(tf.sub(a, b)), -1);
    const triplet = batchLoss<Triplet>(({ anchor, positive, negative }) =>
      tf.mean(tf.relu(tf.add(tf.sub(distance(anchor, positive), distance(anchor, negative)), 1))),
    );
    const [anchor, shift] = [draw('anchor', ROWS, 4), draw('shift', ROWS, 4)];
    const offset = tf.tensor2d([[0, 0, 1, 0]]);
    const inputs = {
      anchor,
      positive: tf.add(anchor, tf.mul(shift, tf.tensor2d([[1, 1, 0, 0]]))),
      negative: tf.add(anchor, offset),
    };
    const batch = { inputs, targets: tf.zeros([ROWS]) };
    const { first, last } = await descent({ model, loss: triplet, batches: forever(batch) });
    expect(first).toBeGreaterThan(0.5);
    expect(last).toBeLessThan(0.05);
  });

  test('cosine embedding, of two inputs and signs', async () => {
    const kernel = tf.variable(draw('kernel', 3, 3));
    const embed = (rows: tf.Tensor) => tf.matMul(tf.reshape(rows, [-1, 3]), kernel.as2D(3, 3));
    type Pair = { left: tf.Tensor; right: tf.Tensor };
    const model = {
      variables: { kernel },
      predict: ({ left, right }: Pair): Pair => ({ left: embed(left), right: embed(right) }),
    };
    const length = (rows: tf.Tensor) => tf.sqrt(tf.sum(tf.square(rows), -1));
    const cosine = batchLoss<Pair>(({ left, right }, { targets, weights }) => {
      const similarity = tf.div(tf.sum(tf.mul(left, right), -1), tf.mul(length(left), length(right)));
      const values = tf.where(tf.greater(targets, 0), tf.sub(1, similarity), tf.relu(similarity));
      if (!(weights instanceof tf.Tensor)) throw new TypeError('expected weights of the rows');
      return { sum: tf.sum(tf.mul(values, weights)), weight: tf.sum(weights) };
    });
    const left = draw('left', ROWS, 3);
    const signs = Array.from({ length: ROWS }, (_, row) => (row % 2 === 0 ? 1 : -1));
    const noise = tf.mul(draw('noise', ROWS, 3), tf.tensor2d([[3, 0, 0]]));
    const flipped = tf.mul(left, tf.mul(tf.tensor2d([[1, 0, -1]]), tf.expandDims(tf.tensor1d(signs), 1)));
    const inputs = { left, right: tf.add(flipped, noise) };
    const batch = {
      inputs,
      targets: tf.tensor1d(signs),
      weights: tf.tensor1d(signs.map((sign) => sign + 2)),
    };
    const { first, last } = await descent({ model, loss: cosine, batches: forever(batch) });
    expect(last).toBeLessThan(0.6 * first);
  });

  test('margin ranking, of two scores', async () => {
    const kernel = tf.variable(tf.zeros([3, 1]));
    const score = (rows: tf.Tensor) => tf.matMul(tf.reshape(rows, [-1, 3]), kernel.as2D(3, 1)).as1D();
    type Pair = { left: tf.Tensor; right: tf.Tensor };
    const model = {
      variables: { kernel },
      predict: ({ left, right }: Pair): Pair => ({ left: score(left), right: score(right) }),
    };
    const ranking = batchLoss<Pair>(
      ({ left, right }, { targets }) => {
        const violations = tf.relu(tf.sub(0.5, tf.mul(targets, tf.sub(left, right))));
        return { sum: tf.sum(violations), weight: ROWS };
      },
      { name: 'marginRanking' },
    );
    const inputs = { left: draw('left', ROWS, 3), right: draw('right', ROWS, 3) };
    const truth = tf.tensor2d([1, -2, 0.5], [3, 1]);
    const difference = tf.matMul(tf.sub(inputs.left, inputs.right).as2D(ROWS, 3), truth).as1D();
    const batch = { inputs, targets: tf.sign(difference) };
    const { first, last } = await descent({ model, loss: ranking, batches: forever(batch) });
    expect(first).toBe(0.5);
    expect(last).toBeLessThan(0.1);
  });

  test('cross-entropy over a projection, whose kernel is an output of the model', async () => {
    const variables = {
      hidden: tf.variable(draw('hidden', 2, 4)),
      classes: tf.variable(draw('classes', 4, 3)),
    };
    type Outputs = { features: tf.Tensor; kernel: tf.Tensor };
    const model = {
      variables,
      predict: (rows: tf.Tensor): Outputs => ({
        features: tf.tanh(tf.matMul(tf.reshape(rows, [-1, 2]), variables.hidden.as2D(2, 4))),
        kernel: variables.classes,
      }),
    };
    const projected = batchLoss<Outputs>(({ features, kernel }, { targets }) => {
      const logits = tf.matMul(features.as2D(-1, 4), kernel.as2D(4, 3));
      const picked = tf.mul(tf.logSoftmax(logits), tf.oneHot(tf.cast(targets, 'int32'), 3));
      return { sum: tf.neg(tf.sum(picked)), weight: ROWS };
    });
    const inputs = draw('inputs', ROWS, 2);
    const targets = tf.argMax(
      tf.matMul(inputs.as2D(ROWS, 2), tf.tensor2d([1, -1, 0, 0.5, 1, -2], [2, 3])),
      -1,
    );
    const { first, last } = await descent({ model, loss: projected, batches: forever({ inputs, targets }) });
    expect(last).toBeLessThan(0.3 * first);
  });
});

describe('batches add up to what one batch of all their rows gives', () => {
  const inputs = () => draw('inputs', 7, 2);
  const kernelAfter = async (loss: Losses, batches: AnyBatch[], every: number, columns: number) => {
    const kernel = tf.variable(tf.zeros([2, columns]));
    const predict = (x: tf.Tensor) => tf.matMul(x.as2D(-1, 2), kernel.as2D(2, columns));
    const optimizer = accumulateGradients(momentum({ learningRate: 0.1 }), every);
    const told = await runToEnd(
      train({ model: { variables: { kernel }, predict }, loss, batches, optimizer }),
    );
    return { weights: [...kernel.dataSync()], losses: told.map(({ loss: mean }) => mean) };
  };
  const classIds = () => tf.tensor1d([0, 2, -100, 1, -100, 2, 0], 'int32');
  /** Cross-entropy of class ids, where −100 stands for none. */
  const ignoring = elementLoss(
    (labels, logits) => {
      const rows = tf.oneHot(tf.cast(tf.maximum(labels, 0), 'int32'), 3);
      return tf.neg(tf.sum(tf.mul(rows, tf.logSoftmax(logits)), -1));
    },
    { valid: (labels) => tf.greaterEqual(labels, 0) },
  );
  const squares = batchLoss(function squares(outputs, { targets, weights }) {
    const values = tf.mean(tf.square(tf.sub(outputs, targets)), -1);
    if (!(weights instanceof tf.Tensor)) throw new TypeError('expected weights of the rows');
    return { sum: tf.sum(tf.mul(values, weights)), weight: tf.sum(weights) };
  });

  test.each<[string, Losses, () => tf.Tensor, number]>([
    ['squared errors', weightedSquares, () => draw('targets', 7, 2), 2],
    ['cross-entropy that ignores some rows', ignoring, classIds, 3],
    ['a batchLoss', squares, () => draw('targets', 7, 2), 2],
  ])('%s, ragged and weighted', async (_, loss, makeTargets, columns) => {
    const weights = tf.tensor1d([1, 0.25, 3, 2, 0, 0.5, 1.5]);
    const targets = makeTargets();
    const part = (from: number, size: number): AnyBatch => ({
      inputs: tf.slice(inputs(), [from, 0], [size, 2]),
      targets: tf.slice(targets, [from], [size]),
      weights: tf.slice(weights, from, size),
    });
    const whole = await kernelAfter(loss, [part(0, 7), part(0, 7)], 1, columns);
    const parts = [part(0, 3), part(3, 1), part(4, 1), part(5, 2)];
    const accumulated = await kernelAfter(loss, [...parts, ...parts], 4, columns);
    expect(whole.weights.some((weight) => Math.abs(weight) > 0.01)).toBe(true);
    accumulated.weights.forEach((weight, index) => {
      expect(weight).toBeCloseTo(whole.weights[index] ?? Number.NaN, 6);
    });
    expect(accumulated.losses[0]).toBeCloseTo(whole.losses[0] ?? Number.NaN, 5);
  });

  test('also without weights, by the elements of each batch', async () => {
    const targets = draw('targets', 7, 2);
    const part = (from: number, size: number): AnyBatch => ({
      inputs: tf.slice(inputs(), [from, 0], [size, 2]),
      targets: tf.slice(targets, from, size),
    });
    const whole = await kernelAfter(weightedSquares, [part(0, 7)], 1, 2);
    const parts = await kernelAfter(weightedSquares, [part(0, 2), part(2, 5)], 2, 2);
    parts.weights.forEach((weight, index) => {
      expect(weight).toBeCloseTo(whole.weights[index] ?? Number.NaN, 6);
    });
  });
});

describe('a batchLoss', () => {
  const slope = () => tf.variable(tf.scalar(2));
  const one = (variable: tf.Variable) => ({
    variables: { variable },
    predict: (x: tf.Tensor) => tf.mul(x, variable),
  });
  const batch = () => ({ inputs: tf.tensor1d([1, 2, 3, 4]), targets: tf.zeros([4]) });
  const still = () => sgd({ learningRate: 0 });
  const lossOf = async (loss: Losses, given: AnyBatch = batch()) =>
    (await runToEnd(train({ model: one(slope()), loss, batches: [given], optimizer: still() })))[0];

  test('is called by its own name, else by that of its function', () => {
    const compute = (outputs: tf.Tensor) => tf.mean(outputs);
    expect(batchLoss(compute)).toMatchObject({ name: 'compute', batchDependent: false });
    const named = batchLoss(compute, { name: 'mine', batchDependent: true });
    expect(named).toMatchObject({ name: 'mine', batchDependent: true });
    expect(batchLoss((outputs) => tf.mean(outputs)).name).toBe('batchLoss');
  });

  test('that depends on its batch is refused where batches are added up', async () => {
    const spread = batchLoss((outputs) => tf.mean(tf.square(tf.sub(outputs, tf.mean(outputs)))), {
      name: 'spread',
      batchDependent: true,
    });
    const optimizer = accumulateGradients(still(), 2);
    await expect(
      runToEnd(train({ model: one(slope()), loss: spread, batches: [batch()], optimizer })),
    ).rejects.toThrow(
      "train: expected a loss that is a mean over rows with accumulateGradients(sgd), got 'spread', whose rows " +
        'depend on each other; use larger batches.',
    );
  });

  test('weighs nothing where its weight is 0', async () => {
    for (const weight of [0, tf.scalar(0)]) {
      const nothing = batchLoss((outputs) => ({ sum: tf.mul(tf.sum(outputs), 0), weight }));
      expect(await lossOf(nothing)).toMatchObject({ loss: 0, losses: [0] });
    }
  });

  test('may hand on a weight that it keeps, and depend on the variables by it', async () => {
    const kept = tf.scalar(4);
    const constant = batchLoss((outputs) => ({ sum: tf.sum(outputs), weight: kept }));
    const options = { model: one(slope()), loss: constant, optimizer: still() };
    await runToEnd(train({ ...options, batches: [batch(), batch()] }));
    expect(kept.isDisposed).toBe(false);

    const variable = slope();
    const ratio = batchLoss((outputs) => ({
      sum: tf.sum(tf.square(outputs)),
      weight: tf.sum(outputs).asScalar(),
    }));
    const optimizer = sgd({ learningRate: 1 });
    await runToEnd(train({ model: one(variable), loss: ratio, batches: [batch()], optimizer }));
    // Σ (s x)² / Σ s x = 3 s.
    expect(variable.dataSync()[0]).toBeCloseTo(2 - 3, 5);
  });

  test('stands among others by name, and sees all outputs', async () => {
    const variables: NamedVariables = { slope: slope() };
    const model = {
      variables,
      predict: (x: tf.Tensor) => ({ twice: tf.mul(x, variables.slope ?? 0), same: x }),
    };
    const gap = batchLoss<{ twice: tf.Tensor; same: tf.Tensor }, Tensors>(({ twice, same }) =>
      tf.mean(tf.sub(twice, same)),
    );
    const loss = { twice: weightedSquares, gap: { loss: gap, weight: 2 } };
    const given = { inputs: tf.tensor1d([1, 2]), targets: { twice: tf.tensor1d([2, 3]) } };
    const [told] = await runToEnd(train({ model, loss, batches: [given], optimizer: still() }));
    expect(told).toMatchObject({ loss: 0.5 + 2 * 1.5, outputs: { twice: 0.5, gap: 1.5 } });
  });

  test.each<[string, () => BatchLoss, string]>([
    ['a mean', () => batchLoss((outputs) => outputs), 'expected the loss to be a scalar, got shape [4]'],
    [
      'a sum',
      () => batchLoss((outputs) => ({ sum: tf.reshape<tf.Rank.R0>(outputs, [4]), weight: 1 })),
      'expected the sum of the loss to be a scalar, got shape [4]',
    ],
    [
      'no function',
      () => batchLoss(JSON.parse('3')),
      'batchLoss: expected a function of outputs and batch, got 3.',
    ],
  ])('of %s that is none is refused', async (_, make, message) => {
    await expect((async () => lossOf(make()))()).rejects.toThrow(message);
  });

  test('leaves no tensor behind', async () => {
    const loss = batchLoss((outputs) => ({ sum: tf.sum(outputs), weight: tf.sum(tf.ones([2])).asScalar() }));
    const given = { model: one(slope()), loss, optimizer: still(), batches: new Array(5).fill(batch()) };
    const before = tf.memory().numTensors;
    await runToEnd(train({ ...given, validation: { batches: given.batches } }));
    expect(tf.memory().numTensors).toBe(before);
  });
});
