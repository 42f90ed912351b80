import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { callText } from '../../docs/playground/src/callText.ts';
import { lossCurve } from '../../docs/playground/src/lossCurve.ts';
import {
  endsOf,
  nameOf,
  type OptionRange,
  optionControls,
  placesOf,
  sliderPlace,
  sliderValue,
} from '../../docs/playground/src/optionControls.ts';
import {
  binaryFocal,
  categoricalFocal,
  huber,
  studentTNll,
  tripletMargin,
} from '../../packages/losses/src/index.ts';
import { allLosses } from '../../packages/losses/src/registry.ts';

const losses = allLosses.map((loss) => [loss.declaration.name, loss] as const);

const COUNT = 61;
const axis = (low: number, high: number) =>
  Array.from({ length: COUNT }, (_, index) => low + ((high - low) * index) / (COUNT - 1));
const residuals = axis(-3, 3);
const margins = axis(-3, 3);
const probabilities = axis(0.001, 0.999);
const zeros = () => tf.zeros([COUNT]);
const logits = (p: readonly number[]) => tf.tensor1d(p.map((one) => Math.log(one / (1 - one))));
const onALine = (places: readonly number[]) => tf.tensor2d(places.map((place) => [place, 0]));

/** Calls of losses as people write them, beside the name and options that a figure has. */
const CALLS: readonly (readonly [name: string, options: object, call: () => tf.Tensor])[] = [
  ['huber', {}, () => huber(zeros(), tf.tensor1d(residuals), { reduction: 'none' })],
  [
    'huber',
    { delta: 0.25 },
    () => huber(zeros(), tf.tensor1d(residuals), { delta: 0.25, reduction: 'none' }),
  ],
  [
    'studentTNll',
    { degreesOfFreedom: 2.5, full: true },
    () =>
      studentTNll(zeros(), tf.tensor1d(residuals), tf.ones([COUNT]), {
        degreesOfFreedom: 2.5,
        full: true,
        reduction: 'none',
      }),
  ],
  [
    'binaryFocal',
    { gamma: 3, alpha: 0.25 },
    () => binaryFocal(tf.ones([COUNT]), logits(probabilities), { gamma: 3, alpha: 0.25, reduction: 'none' }),
  ],
  [
    'categoricalFocal',
    { labelSmoothing: 0.1, gamma: 1 },
    () =>
      categoricalFocal(
        tf.zeros([COUNT], 'int32'),
        tf.tensor2d(probabilities.map((p) => [p, (1 - p) / 2, (1 - p) / 2].map(Math.log))),
        { labelSmoothing: 0.1, gamma: 1, reduction: 'none' },
      ),
  ],
  [
    'tripletMargin',
    { margin: 2.05, distance: 'squaredEuclidean' },
    () =>
      tripletMargin(
        onALine(margins.map(() => 0)),
        onALine(margins.map((margin) => 4 - margin)),
        onALine(margins.map(() => 4)),
        { margin: 2.05, distance: 'squaredEuclidean', reduction: 'none' },
      ),
  ],
];

describe('the curve of a page', () => {
  test.each(CALLS)('of %s with %o is what the loss gives in Node', (name, options, call) => {
    const before = tf.memory().numTensors;
    const points = lossCurve(name, { ...options }, COUNT);
    expect(tf.memory().numTensors).toBe(before);
    const values = tf.tidy(() => [...call().dataSync()]);
    expect(values).toHaveLength(COUNT);
    expect(points.map(({ value }) => value)).toBeAllClose(values, { rtol: 1e-4, atol: 1e-6 });
    expect(new Set(values).size).toBeGreaterThan(COUNT / 4);
  });
});

describe.each(losses)('%s', (name, loss) => {
  const { options } = loss.declaration;
  const controls = optionControls(loss.declaration);
  const ranges = controls.flatMap((control) => (control.kind === 'slider' ? [control.range] : []));

  test('has sliders whose every place is within what is declared, and whose default is a place', () => {
    for (const range of ranges) {
      const declared = options[range.name];
      if (declared?.kind !== 'number' && declared?.kind !== 'optional number')
        throw new Error(`${name}: expected ${range.name} to be a number, got ${declared?.kind}.`);
      const values = valuesOf(range);
      const { above = -Infinity, atLeast = -Infinity, below = Infinity, atMost = Infinity } = declared;
      const isAllowed = (value: number) =>
        value > above && value >= atLeast && value < below && value <= atMost;
      expect(values.filter((value) => !isAllowed(value))).toEqual([]);
      if (declared.integer) expect(values.filter((value) => !Number.isInteger(value))).toEqual([]);
      expect([...values].sort((first, second) => first - second)).toEqual(values);
      expect(new Set(values).size).toBe(values.length);
      if (declared.kind === 'number') expect(values).toContain(declared.default);
      const isNear = (value: number, place: number) => Math.abs(sliderPlace(range, value) - place) <= 1;
      expect(values.filter((value, place) => !isNear(value, place))).toEqual([]);
    }
  });

  test('has a curve at both ends of each control', () => {
    for (const control of controls) {
      for (const end of endsOf(control)) {
        const curve = lossCurve(name, { [nameOf(control)]: end }, 5);
        const numbers = curve.flatMap(({ value, slope }) => [value, slope]);
        expect(numbers.filter(Number.isFinite), `${nameOf(control)} = ${end}`).toHaveLength(10);
      }
    }
  });
});

function valuesOf(range: OptionRange): number[] {
  return Array.from({ length: placesOf(range) + 1 }, (_, place) => sliderValue(range, place));
}

test('options of every kind have a control; tensors and names of classes have none', () => {
  const kinds = (name: string) => {
    const loss = allLosses.find(({ declaration }) => declaration.name === name);
    return loss ? optionControls(loss.declaration).map((one) => `${nameOf(one)}: ${one.kind}`) : [];
  };
  expect(kinds('tripletMargin')).toEqual(['margin: slider', 'distance: select', 'swap: checkbox']);
  expect(kinds('binaryFocal')).toEqual(['gamma: slider', 'alpha: slider']);
  expect(kinds('crossEntropy')).toEqual(['labelSmoothing: slider']);
});

test('a call in code', () => {
  expect(callText('huber', ['yTrue', 'yPred'], {})).toBe('huber(yTrue, yPred)');
  expect(callText('tripletMargin', ['a', 'p', 'n'], { margin: 2, distance: 'cosine', swap: true })).toBe(
    "tripletMargin(a, p, n, { margin: 2, distance: 'cosine', swap: true })",
  );
});
