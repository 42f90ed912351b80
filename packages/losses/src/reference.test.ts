import { readdirSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { findLoss } from './registry.ts';

type Nested = number | string | readonly Nested[];

/**
 * One call of another library and the call of losskit that gives the same; see scripts/reference/losses.py.
 */
interface ReferenceCase {
  readonly library: string;
  readonly version: string;
  readonly call: string;
  readonly loss: string;
  readonly inputs: readonly Nested[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly divisor?: number;
  readonly rowSums?: boolean;
  readonly value: Nested;
  readonly gradients: readonly (Nested | null)[];
}

const folder = new URL('../fixtures/reference/', import.meta.url);
const cases: readonly ReferenceCase[] = readdirSync(folder).flatMap((file) =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
);
const porting = readFileSync(new URL('../../../docs/how-to/porting.md', import.meta.url), 'utf8');

function numbersOf(nested: Nested): number[] {
  if (typeof nested === 'object') return nested.flatMap(numbersOf);
  return [Number(nested)];
}

/**
 * A slope is a sum of parts that can be as large as the largest slope, and is as exact as float32 has them.
 */
const FLOAT32_EPSILON = 2 ** -23;

function largestOf(numbers: readonly number[]): number {
  return Math.max(0, ...numbers.map(Math.abs).filter(Number.isFinite));
}

function shapeOf(nested: Nested): number[] {
  return typeof nested === 'object'
    ? [nested.length, ...(nested[0] === undefined ? [] : shapeOf(nested[0]))]
    : [];
}

/** The name of the function that a case calls: `torch.nn.functional.huber_loss`. */
function functionOf(call: string): string {
  return call.slice(0, call.indexOf('('));
}

/** The options as the loss takes them: infinity is a word in JSON. */
function optionsOf({ options }: ReferenceCase): object {
  const read = (value: unknown) =>
    typeof value === 'string' && value.endsWith('Infinity') ? Number(value) : value;
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, read(value)]));
}

function run(reference: ReferenceCase) {
  const { loss, inputs, divisor = 1, rowSums = false } = reference;
  const options = optionsOf(reference);
  const { declaration, evaluate } = findLoss(loss);
  const shapes = inputs.map(shapeOf);
  const isInteger = declaration.layout.inputs.map(
    ({ dtype }) => dtype === 'int32' || (dtype === 'either' && shapes[0]?.length !== shapes[1]?.length),
  );
  const tensors = inputs.map((input, index) =>
    tf.tensor(numbersOf(input), shapes[index], isInteger[index] ? 'int32' : 'float32'),
  );
  const ported = (...xs: tf.Tensor[]) => {
    const prediction = xs.slice(-1).map((x) => (rowSums ? tf.div(x, tf.sum(x, -1, true)) : x));
    return tf.div(evaluate([...xs.slice(0, -1), ...prediction], options), divisor);
  };
  const floating = tensors.filter((_, index) => !isInteger[index]);
  const fixed = tensors.filter((_, index) => isInteger[index]);
  let value: readonly number[] = [];
  const gradients = tf.grads((...xs: tf.Tensor[]) => {
    const computed = ported(...fixed, ...xs);
    value = [...computed.dataSync()];
    return tf.sum(computed);
  })(floating);
  return { value, gradients: [...fixed.map(() => null), ...gradients] };
}

for (const loss of new Set(cases.map((reference) => reference.loss))) {
  const ofLoss = cases.filter((reference) => reference.loss === loss);
  describe(loss, () => {
    test('is compared in at least 20 cases', () => expect(ofLoss.length).toBeGreaterThanOrEqual(20));

    for (const reference of ofLoss) {
      test(`${reference.call} of ${reference.library} ${reference.version}`, () => {
        tf.tidy(() => {
          const { value, gradients } = run(reference);
          expect(value).toBeAllClose(numbersOf(reference.value), { equalNaN: true });
          reference.gradients.forEach((expected, index) => {
            const gradient = gradients[index];
            if (expected === null || !gradient) return;
            const slopes = numbersOf(expected);
            const atol = 1e-6 + FLOAT32_EPSILON * largestOf(slopes);
            expect(gradient).toBeAllClose(slopes, { rtol: 1e-4, atol, equalNaN: true });
          });
        });
      });
    }
  });
}

test('every function of another library that is compared stands in the porting table, and the other way round', () => {
  // Formulas that are written in NumPy are of no library.
  const ofLibraries = cases.filter(({ library }) => library !== 'numpy');
  const compared = new Set(ofLibraries.map(({ call }) => functionOf(call)));
  const listed = new Set(
    porting.match(
      /\b(?:torch|torch_uncertainty|torchaudio|torchvision|torchmetrics|pytorch_msssim|skimage|keras|optax|kornia|lightly|geomloss|ot|scipy|sklearn|timm|monai|pytorch_metric_learning|segmentation_models_pytorch|statsmodels|properscoring|sentence_transformers|coral_pytorch)(?:\.[A-Za-z_0-9]+)+(?=\()/g,
    ),
  );
  expect([...listed].sort()).toEqual([...compared].sort());
});

describe('tfjs', () => {
  const yTrue = tf.tensor2d([
    [1, 0, 1],
    [0, 1, 0],
  ]);
  const yPred = tf.tensor2d([
    [0.7, 0.25, -2],
    [0.5, 3, 0.125],
  ]);
  const probabilities = tf.sigmoid(yPred);
  const weights = tf.tensor2d([[2], [0.5]]);

  test.each<[string, () => tf.Tensor, () => tf.Tensor]>([
    [
      'tf.losses.meanSquaredError',
      () => tf.losses.meanSquaredError(yTrue, yPred),
      () => findLoss('meanSquaredError').evaluate([yTrue, yPred]),
    ],
    [
      'tf.losses.absoluteDifference',
      () => tf.losses.absoluteDifference(yTrue, yPred),
      () => findLoss('meanAbsoluteError').evaluate([yTrue, yPred]),
    ],
    [
      'tf.losses.huberLoss',
      () => tf.losses.huberLoss(yTrue, yPred, undefined, 0.5),
      () => findLoss('huber').evaluate([yTrue, yPred], { delta: 0.5 }),
    ],
    [
      'tf.losses.logLoss',
      () => tf.losses.logLoss(yTrue, probabilities),
      () => findLoss('binaryCrossEntropy').evaluate([yTrue, probabilities]),
    ],
    [
      'tf.losses.sigmoidCrossEntropy',
      () => tf.losses.sigmoidCrossEntropy(yTrue, yPred, undefined, 0.1),
      () => findLoss('binaryCrossEntropyWithLogits').evaluate([yTrue, yPred], { labelSmoothing: 0.1 }),
    ],
    [
      'tf.losses.softmaxCrossEntropy',
      () => tf.losses.softmaxCrossEntropy(yTrue, yPred, undefined, 0.1),
      () => findLoss('crossEntropy').evaluate([yTrue, yPred], { labelSmoothing: 0.1 }),
    ],
    [
      'tf.Reduction.MEAN',
      () => tf.losses.meanSquaredError(yTrue, yPred, tf.broadcastTo(weights, [2, 3]), tf.Reduction.MEAN),
      () => findLoss('meanSquaredError').evaluate([yTrue, yPred], { weights }),
    ],
    [
      'tf.Reduction.SUM_BY_NONZERO_WEIGHTS',
      () => tf.losses.meanSquaredError(yTrue, yPred, tf.broadcastTo(weights, [2, 3])),
      () => tf.div(findLoss('meanSquaredError').evaluate([yTrue, yPred], { weights, reduction: 'sum' }), 6),
    ],
  ])('%s is ported as the table says', (name, theirs, ours) => {
    expect(porting).toContain(name);
    expect(ours()).toBeAllClose(theirs());
  });
});
