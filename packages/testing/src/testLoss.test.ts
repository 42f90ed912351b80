import { type AnyLoss, classOptions, classRows, defineLoss, elementwise } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import type { Check } from './Check.ts';
import { contractChecks } from './contractChecks.ts';
import { logSumExp } from './logSumExp.ts';
import { referenceChecks } from './referenceChecks.ts';

const inputs = [
  ['yTrue', 'targets'],
  ['yPred', 'predictions'],
] as const;

function absoluteErrorBy(formula: (residual: tf.Tensor, scale: number) => tf.Tensor): AnyLoss {
  return defineLoss(
    {
      name: 'example',
      family: 'regression',
      target: 'continuous',
      prediction: 'values',
      layout: elementwise(inputs, 0),
      options: { scale: { kind: 'number', default: 1, above: 0 } },
    },
    ({ scale }, yTrue: tf.Tensor, yPred: tf.Tensor) => formula(tf.sub(yPred, yTrue), scale),
  );
}

function crossEntropyBy(formula: (labels: tf.Tensor, logits: tf.Tensor) => tf.Tensor): AnyLoss {
  return defineLoss(
    {
      name: 'rows',
      family: 'classification',
      target: 'multiclass',
      prediction: 'logits',
      layout: classRows('logits', 'scores', 0),
      options: classOptions,
    },
    (_options, labels: tf.Tensor, logits: tf.Tensor) => formula(labels, logits),
  );
}

function failures(loss: AnyLoss): string[] {
  const spec = {
    options: [{}, { scale: 3 }],
    reference: (yTrue: number, yPred: number, { scale = 1 }) => scale * Math.abs(yPred - yTrue),
    cases: [{ inputs: [2, 2], value: 0, gradient: 0 }],
  };
  const rowSpec = {
    options: [{}, { classWeights: [1, 2, 0.5, 0] }],
    rowReference: (target: readonly number[], logits: readonly number[]) =>
      target.reduce((sum, t, c) => sum + t * (logSumExp(logits) - (logits[c] ?? Number.NaN)), 0),
  };
  const isRows = loss.declaration.target === 'multiclass';
  const checks = isRows ? referenceChecks(loss, rowSpec) : referenceChecks(loss, spec);
  return [...checks, ...contractChecks(loss)].filter(fails).map(({ name }) => name);
}

function fails({ run }: Check): boolean {
  try {
    tf.tidy(() => run());
    return false;
  } catch {
    return true;
  }
}

const absolute = (x: tf.Tensor) => tf.add(tf.relu(x), tf.relu(tf.neg(x)));
const right = absoluteErrorBy((residual, scale) => tf.mul(scale, absolute(residual)));
const rightRows = crossEntropyBy((labels, logits) =>
  tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), -1)),
);

/** The right loss with another way to call it. */
function calledBy(
  evaluate: (inputs: readonly unknown[], options: Record<string, unknown>) => tf.Tensor,
  original = right,
): AnyLoss {
  return {
    ...original,
    evaluate: (given, options = {}) =>
      tf.tidy(() =>
        typeof options === 'object' ? evaluate(given, { ...options }) : right.evaluate(given, options),
      ),
    with: (preset) =>
      calledBy((given, options) => evaluate(given, { ...preset, ...options }), original.with(preset)),
  };
}

function numbersOf(value: unknown): tf.Tensor {
  return value instanceof tf.Tensor ? value : tf.tensor(Number(value));
}

test('right losses pass every check', () => {
  expect(failures(right)).toEqual([]);
  expect(failures(calledBy((given, options) => right.evaluate(given, options)))).toEqual([]);
  expect(failures(rightRows)).toEqual([]);
});

test.each<[string, string, AnyLoss]>([
  [
    'a weight that does not know the mask',
    'as the quotient of its sum and its weight',
    {
      ...right,
      sumAndWeight: (inputs, options) => ({
        ...right.sumAndWeight(inputs, options),
        weight: right.sumAndWeight(inputs, { ...options, mask: true }).weight,
      }),
    },
  ],
  [
    'a sum that is a mean',
    'adds up over batches of any size',
    {
      ...right,
      sumAndWeight: (inputs, options) => ({
        sum: tf.reshape(right.evaluate(inputs, options), []),
        weight: 1,
      }),
    },
  ],
  [
    'a wrong factor',
    'random points with {}',
    absoluteErrorBy((residual, scale) => tf.mul(2 * scale, absolute(residual))),
  ],
  [
    'a wrong sign',
    'random points with {}',
    absoluteErrorBy((residual, scale) => tf.mul(-scale, absolute(residual))),
  ],
  ['an option that is dropped', 'random points with {"scale":3}', absoluteErrorBy(absolute)],
  [
    'the gradient of tf.abs at the kink',
    'known value and gradient at [2, 2]',
    absoluteErrorBy((residual, scale) => tf.mul(scale, tf.abs(residual))),
  ],
  [
    'a right value with a wrong gradient',
    'random points with {}',
    absoluteErrorBy((residual, scale) => {
      const custom = tf.customGrad((x) => ({
        value: tf.mul(scale, absolute(numbersOf(x))),
        gradFunc: (dy: tf.Tensor) => dy,
      }));
      return custom(residual);
    }),
  ],
  [
    'weights that are ignored',
    'divides the weighted mean',
    calledBy((given, { weights, ...options }) => right.evaluate(given, options)),
  ],
  [
    'a mask that is ignored',
    'mask false as masked out',
    calledBy((given, { mask, ...options }) => right.evaluate(given, options)),
  ],
  [
    'a weighted mean that divides by the number of elements',
    'when all weights grow',
    calledBy((given, options) =>
      options.weights !== undefined && options.reduction !== 'none' && options.reduction !== 'sum'
        ? tf.mean(right.evaluate(given, { ...options, reduction: 'none' }))
        : right.evaluate(given, options),
    ),
  ],
  [
    'a tensor that leaks',
    'leaks no tensor',
    calledBy((given, options) => {
      tf.keep(tf.scalar(1));
      return right.evaluate(given, options);
    }),
  ],
  [
    'an input that is disposed',
    'nor disposes its inputs',
    calledBy((given, options) => {
      const result = right.evaluate(given, options);
      if (options.reduction === 'none') tf.dispose(numbersOf(given[0]));
      return result;
    }),
  ],
  [
    'shapes that are broadcast',
    'shapes do not fit',
    calledBy(([yTrue, yPred], options) =>
      right.evaluate([tf.broadcastTo(numbersOf(yTrue), numbersOf(yPred).shape), yPred], options),
    ),
  ],
  [
    'a softmax over the wrong axis',
    'random points with {}',
    crossEntropyBy((labels, logits) => {
      const flat = tf.reshape(logits, [-1, logits.shape.at(-1) ?? 1]);
      const overRows = tf.transpose(tf.logSoftmax(tf.transpose(flat)));
      return tf.neg(tf.sum(tf.mul(labels, tf.reshape(overRows, logits.shape)), -1));
    }),
  ],
  [
    'a softmax that is clipped before the logarithm',
    'special points with {}',
    crossEntropyBy((labels, logits) =>
      tf.neg(tf.sum(tf.mul(labels, tf.log(tf.clipByValue(tf.softmax(logits), 1e-7, 1))), -1)),
    ),
  ],
  [
    'an exponential that overflows',
    'finite gradient, at the edges',
    crossEntropyBy((labels, logits) => {
      const total = tf.log(tf.sum(tf.exp(logits), -1, true));
      return tf.neg(tf.sum(tf.mul(labels, tf.sub(logits, total)), -1));
    }),
  ],
])('%s makes a check fail', (_fault, check, loss) => {
  expect(failures(loss).join('; ')).toContain(check);
});
