import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { lineModel } from '../../fixtures/line.ts';
import { skipWhereEager } from '../../fixtures/skipWhereEager.ts';
import { type AnyBatch, BatchEvaluator, type CompilePolicy, type Tensors } from '../index.ts';

beforeEach(skipWhereEager);

inFreshScope();

const batchOf = (values: number[]): AnyBatch => ({ inputs: tf.tensor1d(values), targets: {} });

function tensor(given: Tensors): tf.Tensor {
  if (given instanceof tf.Tensor) return given;
  throw new Error('expected one tensor');
}

/** Predictions of a line, which ranks are positive, and how often they were computed. */
function openLine(compile?: CompilePolicy) {
  const model = lineModel();
  let calls = 0;
  const evaluator = new BatchEvaluator({
    model: { ...model, predict: (inputs, context) => model.predict(tensor(inputs), context) },
    compute({ inputs }) {
      calls += 1;
      const predicted = model.predict(tensor(inputs), { training: false });
      return { predicted, positive: tf.greater(predicted, 0), slope: model.variables.slope };
    },
    compile,
  });
  return { ...model.variables, evaluator, calls: () => calls };
}

describe.each(['auto', 'require', 'off'] as const)('a BatchEvaluator with compile: %j', (compile) => {
  test('computes with the variables as they are at each batch', async () => {
    const { evaluator, slope, intercept } = openLine(compile);
    slope.assign(tf.scalar(2));
    const first = await evaluator.evaluate(batchOf([-1, 0, 3]));
    expect([...(first.predicted ?? [])]).toEqual([-2, 0, 6]);
    expect([...(first.positive ?? [])]).toEqual([0, 0, 1]);
    expect([...(first.slope ?? [])]).toEqual([2]);
    intercept.assign(tf.scalar(0.5));
    const next = await evaluator.evaluate(batchOf([1, 2, Number.NaN]));
    expect([...(next.predicted ?? [])]).toEqual([2.5, 4.5, Number.NaN]);
    const fewer = await evaluator.evaluate(batchOf([4]));
    expect([...(fewer.predicted ?? [])]).toEqual([8.5]);
    // What was given before stays.
    expect([...(first.predicted ?? [])]).toEqual([-2, 0, 6]);
    expect(evaluator.engine).toBe(compile === 'off' ? 'eager' : 'compiled');
    expect(evaluator.eagerReason).toBeUndefined();
    evaluator.dispose();
  });

  test('leaves no tensors behind', async () => {
    const { evaluator } = openLine(compile);
    const batch = batchOf([1, 2]);
    const { numTensors } = tf.memory();
    for (let turn = 0; turn < 3; turn++) await evaluator.evaluate(batch);
    evaluator.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});

test('what is compiled is called twice for each shape, however many batches follow', async () => {
  const { evaluator, calls } = openLine('require');
  for (const values of [[1, 2], [3, 4], [5], [6, 7], [8]]) await evaluator.evaluate(batchOf(values));
  expect(calls()).toBe(4);
  evaluator.dispose();
});

describe('what reads a tensor', () => {
  const open = (compile: CompilePolicy) =>
    new BatchEvaluator({
      compute: ({ inputs }) => ({ sum: tf.scalar(tf.sum(tensor(inputs)).dataSync()[0] ?? 0) }),
      compile,
    });

  test('is computed kernel by kernel, and the reason is told', async () => {
    const evaluator = open('auto');
    for (const values of [
      [1, 2],
      [3, 5],
    ]) {
      const { sum } = await evaluator.evaluate(batchOf(values));
      expect([...(sum ?? [])]).toEqual([values[0] === 1 ? 3 : 8]);
    }
    expect(evaluator.engine).toBe('eager');
    expect(evaluator.eagerReason).toMatch(/^a tensor is read back at .*BatchEvaluator\.test\.ts/);
  });

  test("is refused with compile: 'require'", async () => {
    await expect(open('require').evaluate(batchOf([1]))).rejects.toMatchObject({
      code: 'step-not-compiled',
      message: expect.stringContaining(
        "expected what can be compiled, as compile: 'require' says, but a tensor",
      ),
    });
  });
});

test('what is thrown while it is recorded comes from the eager computation', async () => {
  const evaluator = new BatchEvaluator({
    compute() {
      throw new RangeError('no such batch');
    },
  });
  await expect(evaluator.evaluate(batchOf([1]))).rejects.toThrow('no such batch');
});
