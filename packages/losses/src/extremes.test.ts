import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { findLoss } from './registry.ts';

type Nested = number | string | readonly Nested[];

/** A loss in 150 digits; see scripts/reference/extreme_losses.py. */
interface ExtremeCase {
  readonly loss: string;
  readonly inputs: readonly Nested[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly value: number | string;
  readonly gradients: readonly (readonly (number | string)[] | null)[];
}

const file = new URL('../fixtures/extremes.json', import.meta.url);
const cases: readonly ExtremeCase[] = JSON.parse(readFileSync(file, 'utf8'));

function numbersOf(nested: Nested): number[] {
  return typeof nested === 'object' ? nested.flatMap(numbersOf) : [Number(nested)];
}

function shapeOf(nested: Nested): number[] {
  return typeof nested === 'object' ? [nested.length, ...shapeOf(nested[0] ?? 0)] : [];
}

/** Numbers below it are subnormal, which the native backend takes for 0. */
const SMALLEST_NORMAL = 2 ** -126;

function checkCase({ loss, inputs, options, value, gradients }: ExtremeCase): void {
  const { declaration, evaluate } = findLoss(loss);
  const { alpha } = options;
  const given = typeof alpha === 'string' ? { alpha: Number(alpha) } : options;
  const what = `${JSON.stringify(inputs)} with ${JSON.stringify(options)}`;
  tf.tidy(() => {
    const tensors = inputs.map((input, index) =>
      tf.tensor(
        numbersOf(input),
        shapeOf(input),
        declaration.layout.inputs[index]?.dtype === 'int32' ? 'int32' : 'float32',
      ),
    );
    const got = evaluate(tensors, given);
    expect(got, `value of ${what}`).toBeAllClose([Number(value)], { rtol: 1e-5, atol: SMALLEST_NORMAL });
    gradients.forEach((wanted, place) => {
      if (wanted === null) return;
      const slopes = wanted.map(Number);
      const largest = Math.max(...slopes.map(Math.abs).filter(Number.isFinite));
      const gradient = tf.grad((x) => evaluate(tensors.with(place, x), given))(
        tensors[place] ?? tf.scalar(0),
      );
      // A slope is a sum of parts that can be as large as the largest one.
      const atol = SMALLEST_NORMAL + 2 ** -22 * largest;
      expect(gradient, `gradient ${place} of ${what}`).toBeAllClose(slopes, { rtol: 1e-5, atol });
    });
  });
}

for (const name of new Set(cases.map(({ loss }) => loss))) {
  describe(name, () => {
    // Not a test each: there are hundreds.
    test('is right in value and gradient', () => {
      for (const given of cases.filter(({ loss }) => loss === name)) checkCase(given);
    });
  });
}
