import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { weightedSquares } from '../../../fixtures/elementLoss.ts';
import { inFreshScope } from '../../../fixtures/inFreshScope.ts';
import { type Batch, type NamedTensors, trainingStep, weightsDigest } from '../../index.ts';
import {
  accumulateGradients,
  adam,
  adamW,
  averagedWeights,
  averageWeights,
  clipByGlobalNorm,
  freeze,
  momentum,
  type Optimizer,
  prepend,
  sgd,
  skipIfNotFinite,
} from '../../optimizers.ts';

inFreshScope();

/** A linear layer, trained on weighted mean squared errors. */
function linear(optimizer: Optimizer) {
  const kernel = tf.variable(tf.tensor2d([0.5, -0.25], [2, 1]));
  const bias = tf.variable(tf.tensor1d([0.125]));
  const variables = { kernel, bias };
  const model = {
    variables,
    predict: (x: tf.Tensor) => tf.add(tf.matMul(tf.reshape(x, [-1, 2]), kernel), bias),
  };
  const definition = { model, loss: weightedSquares, optimizer };
  let state: NamedTensors = optimizer.transform.init(variables);
  return {
    variables,
    step(batch: Batch) {
      state = trainingStep(definition, state, batch, tf.scalar(optimizer.learningRate(0))).state;
      return state;
    },
    numbers: () => [...kernel.dataSync(), ...bias.dataSync()],
  };
}

type Row = readonly [inputs: readonly [number, number], target: number, weight: number];
const ROWS: readonly Row[] = [
  [[1, 2], 3, 1],
  [[-1, 0.5], 0, 0.5],
  [[2, -1], 1, 2],
  [[0.5, 0.5], -2, 0.25],
  [[-2, 1], 4, 3],
];

function batchOf(rows: readonly Row[]): Batch {
  return {
    inputs: tf.tensor2d(rows.map(([inputs]) => [...inputs])),
    targets: tf.tensor2d(rows.map(([, target]) => [target])),
    weights: tf.tensor1d(rows.map(([, , weight]) => weight)),
  };
}

describe('accumulateGradients', () => {
  test.each([
    ['adam', () => adam({ learningRate: 0.1 })],
    ['clipped momentum', () => prepend(momentum({ learningRate: 0.1 }), clipByGlobalNorm(1))],
  ])('%s on a ragged, weighted split takes the steps of the whole batch', (_name, make) => {
    const whole = linear(make());
    const split = linear(accumulateGradients(make(), 3));
    for (let round = 0; round < 20; round++) {
      whole.step(batchOf(ROWS));
      for (const [from, to] of [
        [0, 2],
        [2, 3],
        [3, 5],
      ])
        split.step(batchOf(ROWS.slice(from, to)));
      expect(split.numbers()).toBeAllClose(whole.numbers(), { rtol: 1e-5, atol: 1e-6 });
    }
  });

  test('without weights a batch counts by its elements', () => {
    const unweighted = (rows: readonly Row[]): Batch => {
      const { inputs, targets } = batchOf(rows);
      return { inputs, targets };
    };
    const whole = linear(sgd({ learningRate: 0.1 }));
    const split = linear(accumulateGradients(sgd({ learningRate: 0.1 }), 2));
    whole.step(unweighted(ROWS));
    split.step(unweighted(ROWS.slice(0, 4)));
    split.step(unweighted(ROWS.slice(4)));
    expect(split.numbers()).toBeAllClose(whole.numbers(), { rtol: 1e-6 });
  });

  test('between two updates neither variables nor state of the optimizer move', () => {
    const model = linear(accumulateGradients(adam({ learningRate: 0.1 }), 2));
    const before = model.numbers();
    const state = model.step(batchOf(ROWS));
    expect(model.numbers()).toEqual(before);
    expect(state['inner/0.adam/beta1Power']).toBeAllClose([1], { rtol: 0, atol: 0 });
    const after = model.step(batchOf(ROWS));
    expect(model.numbers()).not.toEqual(before);
    expect(after.batches).toBeAllClose([0]);
    expect(after['gradientSum/kernel']).toBeAllClose([0, 0]);
  });

  test('batches without any weight change nothing', () => {
    const model = linear(accumulateGradients(sgd({ learningRate: 0.1 }), 1));
    const before = model.numbers();
    model.step({ ...batchOf(ROWS), weights: tf.zeros([ROWS.length]) });
    expect(model.numbers()).toEqual(before);
  });

  test.each([0, 1.5, Number.NaN])('every %s is refused', (every) => {
    expect(() => accumulateGradients(sgd({ learningRate: 1 }), every)).toThrow(
      `accumulateGradients: expected every to be an integer >= 1, got ${every}.`,
    );
  });
});

describe('skipIfNotFinite', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e30])(
    'a step at a gradient of %s leaves everything as it was and is counted',
    (bad) => {
      // 1e30 is finite, but its square is not, and Adam would keep it for ever.
      const optimizer = skipIfNotFinite(adam({ learningRate: 0.1 }));
      const variables = { a: tf.tensor1d([1, 2]), b: tf.scalar(3) };
      const context = { learningRate: tf.scalar(0.1), batchWeight: tf.scalar(1), variables };
      const good = { a: tf.tensor1d([1, -1]), b: tf.scalar(2) };
      const before = optimizer.transform.update(good, optimizer.transform.init(variables), context).state;
      const wrong = { a: tf.tensor1d([1, bad]), b: tf.scalar(2) };
      const { updates, state } = optimizer.transform.update(wrong, before, context);
      expect(updates.a).toBeAllClose([0, 0]);
      expect(updates.b).toBeAllClose([0]);
      expect(state.skipped).toBeAllClose([1]);
      for (const [name, slot] of Object.entries(state)) {
        if (name !== 'skipped') expect(slot).toBeAllClose(before[name] ?? [], { rtol: 0, atol: 0 });
      }
      expect(optimizer.transform.update(good, state, context).state.skipped).toBeAllClose([1]);
    },
  );

  test('finite steps are those of the optimizer, to the bit', async () => {
    const plain = linear(adam({ learningRate: 0.1 }));
    const guarded = linear(skipIfNotFinite(adam({ learningRate: 0.1 })));
    for (let round = 0; round < 20; round++) {
      plain.step(batchOf(ROWS));
      guarded.step(batchOf(ROWS));
    }
    expect(await weightsDigest(guarded.variables)).toBe(await weightsDigest(plain.variables));
  });
});

describe('filters by name', () => {
  const filters = [
    ['a string', 'bias'],
    ['a pattern', /ias$/g],
    ['a predicate', (name: string) => name === 'bias'],
  ] as const;

  test.each(filters)('freeze by %s keeps the bits of the variable and no state for it', (_kind, filter) => {
    const model = linear(freeze(adam({ learningRate: 0.1 }), filter));
    model.step(batchOf(ROWS));
    const state = model.step(batchOf(ROWS));
    expect([...model.variables.bias.dataSync()]).toEqual([0.125]);
    expect(model.variables.kernel).not.toBeAllClose([0.5, -0.25]);
    expect(Object.keys(state).filter((name) => name.includes('bias'))).toEqual([]);
  });

  test('a name or pattern that fits no variable is refused', () => {
    const variables = { kernel: tf.zeros([2, 1]) };
    const start = (optimizer: Optimizer) => () => optimizer.transform.init(variables);
    expect(start(freeze(sgd({ learningRate: 1 }), 'kernal'))).toThrow(
      "freeze: expected a filter that fits a variable, got 'kernal' (did you mean 'kernel'?).",
    );
    expect(start(adamW({ learningRate: 1, mask: /gain/ }))).toThrow(
      'addDecayedWeights: expected a filter that fits a variable, got /gain/.',
    );
  });
});

describe('averageWeights', () => {
  test('follows the weights from where they start, and leaves training alone', () => {
    const plain = linear(sgd({ learningRate: 0.1 }));
    const averaged = linear(averageWeights(accumulateGradients(sgd({ learningRate: 0.1 }), 1), 0.75));
    let expected = plain.numbers();
    for (let round = 0; round < 5; round++) {
      plain.step(batchOf(ROWS));
      const state = averaged.step(batchOf(ROWS));
      expected = expected.map((average, index) => 0.75 * average + 0.25 * (plain.numbers()[index] ?? 0));
      const averages = averagedWeights(state);
      expect(averages.kernel).toBeAllClose(expected.slice(0, 2));
      expect(averages.bias).toBeAllClose(expected.slice(2));
    }
    expect(averaged.numbers()).toBeAllClose(plain.numbers(), { rtol: 1e-6 });
  });

  test('state without averages are refused', () => {
    expect(() => averagedWeights({})).toThrow('averagedWeights: expected state of averageWeights, got none.');
  });
});
