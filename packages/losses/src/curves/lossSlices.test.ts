import { describe, expect, test } from 'vitest';
import { AXES, type AxisName } from '../axes.ts';
import { allLosses, findLoss } from '../registry.ts';
import { lossSlices } from './lossSlices.ts';
import { sampleCurve } from './sampleCurve.ts';

function curve(name: string, axis: AxisName, options: object = {}) {
  const loss = findLoss(name);
  const slice = lossSlices(loss.declaration).find((one) => one.axis === axis);
  if (!slice) throw new Error(`${name} has no curve over the ${axis}`);
  return sampleCurve(loss.with(options), slice, 61);
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Closed forms of the loss over its axis. */
const FORMULAS: readonly (readonly [name: string, axis: AxisName, formula: (x: number) => number])[] = [
  ['meanSquaredError', 'residual', (r) => r ** 2],
  ['meanAbsoluteError', 'residual', (r) => Math.abs(r)],
  ['meanAbsolutePercentageError', 'residual', (r) => (100 * Math.abs(r)) / 3],
  ['gaussianNll', 'residual', (r) => r ** 2 / 2],
  ['poissonNll', 'logRate', (z) => Math.exp(z) - 2 * z],
  ['negativeBinomialNll', 'logRate', (z) => 3 * Math.log1p(Math.exp(z)) - 2 * z],
  ['gammaNll', 'logRate', (z) => z + 2 * Math.exp(-z)],
  ['crossEntropy', 'probability', (p) => -Math.log(p)],
  ['nll', 'probability', (p) => -Math.log(p)],
  ['categoricalCrossEntropy', 'probability', (p) => -Math.log(p)],
  ['categoricalFocal', 'probability', (p) => -((1 - p) ** 2) * Math.log(p)],
  ['binaryCrossEntropy', 'probability', (p) => -Math.log(p)],
  ['binaryCrossEntropyWithLogits', 'probability', (p) => -Math.log(p)],
  ['klDivergence', 'probability', (p) => -Math.log(p)],
  ['softMargin', 'probability', (p) => -Math.log(p)],
  ['crossEntropy', 'margin', (z) => Math.log(1 + 2 * Math.exp(-z))],
  ['categoricalCrossEntropy', 'margin', (z) => Math.log(1 + 2 * Math.exp(-z))],
  ['binaryCrossEntropy', 'margin', (z) => -Math.log(sigmoid(z))],
  ['hinge', 'margin', (z) => Math.max(0, 1 - z)],
  ['squaredHinge', 'margin', (z) => Math.max(0, 1 - z) ** 2],
  ['perceptron', 'margin', (z) => Math.max(0, -z)],
  ['multiclassHinge', 'margin', (z) => Math.max(0, 1 - z)],
  ['marginRanking', 'margin', (z) => Math.max(0, -z)],
  ['tripletMargin', 'margin', (z) => Math.max(0, 1 - z)],
  ['hingeEmbedding', 'distance', (d) => Math.max(0, 1 - d)],
  ['cosineDistance', 'angle', (a) => 1 - Math.cos((a * Math.PI) / 180)],
  ['cosineEmbedding', 'angle', (a) => Math.max(0, Math.cos((a * Math.PI) / 180))],
  ['boxIou', 'residual', (x) => 1 - Math.max(0, 2 - Math.abs(x)) / (4 - Math.max(0, 2 - Math.abs(x)))],
  ['l2Penalty', 'parameter', (w) => 0.005 * w ** 2],
  ['bradleyTerry', 'score', (z) => Math.log1p(Math.exp(z))],
  ['dpo', 'score', (z) => Math.log1p(Math.exp(z / 10))],
  ['hingeDiscriminator', 'score', (z) => 1 + Math.max(0, 1 + z)],
  ['leastSquaresGenerator', 'score', (z) => (z - 1) ** 2 / 2],
];

describe('the curve of a loss', () => {
  test.each(FORMULAS)(
    '%s over the %s is the closed form, and its slope is the slope of that',
    (name, axis, formula) => {
      const points = curve(name, axis);
      expect(points.map(({ value }) => value)).toBeAllClose(
        points.map(({ x }) => formula(x)),
        { rtol: 1e-3, atol: 1e-5 },
      );
      for (const { x, slope } of points) {
        const [left, right] = [-1e-4, 1e-4].map((h) => (formula(x + h) - formula(x)) / h);
        // At a kink the slope may be any between both sides.
        const [low, high] = [Math.min(left ?? 0, right ?? 0), Math.max(left ?? 0, right ?? 0)];
        const rounding = 2e-3 * (1 + Math.abs(slope)) + (axis === 'probability' ? 1.2e-4 / x ** 2 : 0);
        expect(slope).toBeGreaterThan(low - rounding);
        expect(slope).toBeLessThan(high + rounding);
      }
    },
  );

  test('follows the options', () => {
    expect(curve('huber', 'residual', { delta: 0.5 })[60]?.value).toBeCloseTo(0.5 * (3 - 0.25), 5);
  });

  test.each(allLosses.map((loss) => [loss.declaration.name, loss] as const))(
    '%s is finite along each of its axes, which have ends in order',
    (_name, loss) => {
      for (const slice of lossSlices(loss.declaration)) {
        const points = sampleCurve(loss, slice, 61);
        expect([points[0]?.x, points[60]?.x]).toEqual([AXES[slice.axis].low, AXES[slice.axis].high]);
        for (const { value, slope } of points) {
          expect(value).toBeTypeOf('number');
          expect(Number.isFinite(value) && Number.isFinite(slope)).toBe(true);
        }
      }
    },
  );

  test('is missing only where the value is not one of a few numbers', () => {
    const without = allLosses.filter(({ declaration }) => lossSlices(declaration).length === 0);
    const families = [
      'embedding',
      'overlap',
      'classification',
      'sequence',
      'transport',
      'likelihood',
      'pictures',
    ];
    for (const { declaration } of without) expect(families).toContain(declaration.family);
    expect(without.length).toBeLessThan(allLosses.length / 2);
  });
});
