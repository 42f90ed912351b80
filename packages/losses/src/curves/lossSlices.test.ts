import { describe, expect, test } from 'vitest';
import { AXES, type AxisName } from '../axes.ts';
import { allLosses, findLoss } from '../registry.ts';
import { lossSlices } from './lossSlices.ts';
import { sampleCurve, sampleValues } from './sampleCurve.ts';

function curve(name: string, axis: AxisName, options: object = {}) {
  const loss = findLoss(name);
  const slice = lossSlices(loss.declaration).find((one) => one.axis === axis);
  if (!slice) throw new Error(`${name} has no curve over the ${axis}`);
  return sampleCurve(loss.with(options), slice, 61);
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

const softplus = (z: number) => Math.log1p(Math.exp(z));
const relu = (z: number) => Math.max(0, z);
const inRadians = (degrees: number) => (degrees * Math.PI) / 180;
const cos = (degrees: number) => Math.cos(inRadians(degrees));
const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** The mean over classes of 8, 3 and 1 of 12 pixels, each of which has p of its own class, of what their areas cost. */
const overClasses =
  (costOf: (truth: number, predicted: number, both: number) => number) =>
  (p: number): number =>
    mean([8, 3, 1].map((count) => costOf(count, count * p + ((12 - count) * (1 - p)) / 2, count * p)));

/** Over the angle between two pairs of unit vectors, 30 degrees apart: the mean over each vector's angles to those of the other pair. */
const overAnchors = (costOf: (negatives: readonly number[]) => number) => (angle: number) =>
  mean([costOf([angle, angle + 30]), costOf([angle - 30, angle])]);

function correlation(truth: number, predicted: number, both: number): number {
  const neither = 12 - truth - predicted + both;
  const [falsePositives, falseNegatives] = [predicted - both, truth - both];
  const square = truth * predicted * (12 - truth) * (12 - predicted);
  return (both * neither - falsePositives * falseNegatives) / Math.sqrt(square);
}

/** Of three views, of which the first has a margin of z over two other classes and the others one of 2. */
function ofViews(z: number): number {
  const probabilities = (margin: number) => {
    const all = Math.exp(margin) + 2;
    return [Math.exp(margin) / all, 1 / all, 1 / all];
  };
  const views = [z, 2, 2].map(probabilities);
  const middle = [0, 1, 2].map((id) => mean(views.map((view) => view[id] ?? 0)));
  const divergence = (view: readonly number[]) =>
    view.reduce((sum, p, id) => sum + p * Math.log(p / (middle[id] ?? 0)), 0);
  return softplus(Math.log(2) - z) + 12 * mean(views.map(divergence));
}

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
  ['dice', 'probability', overClasses((truth, predicted, both) => 1 - (2 * both) / (truth + predicted))],
  ['jaccard', 'probability', overClasses((truth, predicted, both) => 1 - both / (truth + predicted - both))],
  ['matthews', 'probability', overClasses((...areas) => 1 - correlation(...areas))],
  ['lovaszSoftmax', 'probability', (p) => 1 - p],
  ['lovaszHinge', 'margin', (z) => relu(1 - z)],
  [
    'contrastive',
    'groupAngle',
    overAnchors((negatives) => {
      const violations = negatives.map(
        (angle) => relu(1 - 2 * Math.abs(Math.sin(inRadians(angle / 2)))) ** 2,
      );
      return mean([2 - 2 * cos(30), ...violations]) / 2;
    }),
  ],
  [
    'ntXent',
    'groupAngle',
    overAnchors((negatives) =>
      Math.log1p(negatives.reduce((sum, angle) => sum + Math.exp((cos(angle) - cos(30)) / 0.07), 0)),
    ),
  ],
  ['barlowTwins', 'angle', (a) => 2 * (1 - cos(a)) ** 2 + 0.01 * (1 - cos(a) ** 2)],
  ['vicReg', 'angle', (a) => 50 * (1 - cos(a))],
  ['energyDistance', 'residual', (r) => (2 * Math.abs(r) + Math.abs(r + 2) + Math.abs(r - 2)) / 2 - 2],
  [
    'maximumMeanDiscrepancy',
    'residual',
    (r) => {
      const kernel = (distance: number) => Math.exp(-(distance ** 2) / 2);
      return 1 + kernel(2) - (2 * kernel(r) + kernel(r + 2) + kernel(r - 2)) / 2;
    },
  ],
  ['sinkhorn', 'residual', (r) => r ** 2 / 2],
  ['ensembleCrps', 'residual', (r) => mean([r - 1, r, r + 1].map(Math.abs)) - 4 / 9],
  [
    'mixtureNll',
    'residual',
    (r) => -Math.log(mean([r - 2, r + 2].map((distance) => Math.exp(-(distance ** 2) / 2)))),
  ],
  ['coral', 'position', (x) => softplus(-3 - x) + softplus(-1 - x) + softplus(x - 1) + softplus(x - 3)],
  [
    'coxPartialLikelihood',
    'logRate',
    (z) => (Math.log(3 + Math.exp(z)) + softplus(Math.log(2) - z) + Math.log(1.5 + Math.exp(z) / 2)) / 4,
  ],
  ['weibullNll', 'logScale', (z) => z + 2 * Math.exp(-z)],
  [
    'rnnTransducer',
    'margin',
    (z) => {
      const [label, blank] = [Math.exp(z) / (Math.exp(z) + 3), 1 / (Math.exp(z) + 3)];
      return -Math.log((label ** 2 * (2 * blank + 1 / 4)) / 4);
    },
  ],
  ['jsdCrossEntropy', 'margin', ofViews],
  ['totalVariation', 'step', (x) => 4 * Math.abs(x)],
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
    expect(curve('contrastive', 'groupAngle', { margin: 0.01 }).at(-1)?.value).toBeCloseTo(
      (1 - cos(30)) / 3,
      5,
    );
  });

  test.each([
    ['huber', 'residual'],
    ['dice', 'probability'],
    ['contrastive', 'groupAngle'],
  ] as const)('of %s over the %s is the same whatever it is reduced to', (name, axis) => {
    expect(curve(name, axis, { reduction: 'sum' })).toEqual(curve(name, axis));
  });

  test('of frames counts the ways to say two labels in six of them', () => {
    expect(curve('ctc', 'margin').find(({ x }) => x === 0)?.value).toBeCloseTo(-Math.log(70 / 4 ** 6), 5);
  });

  test('of pictures is 0 where both have the same contrast, and 2 or 1 where it is the opposite', () => {
    const [ssim, msSsim] = ['ssim', 'msSsim'].map((name) => {
      const loss = findLoss(name);
      return lossSlices(loss.declaration)[0]
        .measure(loss, [1, -1])
        .map(({ value }) => value);
    });
    expect([ssim?.[0] ?? Number.NaN, msSsim?.[0] ?? Number.NaN]).toBeAllClose([0, 0], { atol: 1e-6 });
    expect(ssim?.[1]).toBeGreaterThan(1.8);
    expect(msSsim?.[1]).toBe(1);
  });

  test.each(['boundary', 'clDice', 'hausdorffDistance', 'logHausdorffDistance'])(
    'of %s is lowest where the shape lies right, and the same to both sides',
    (name) => {
      const values = curve(name, 'shift').map(({ value }) => value);
      expect(values[(values.length - 1) / 2]).toBe(Math.min(...values));
      expect(values).toBeAllClose([...values].reverse(), { atol: 1e-5 });
      expect((values[0] ?? 0) - Math.min(...values)).toBeGreaterThan(0.3);
    },
  );

  test.each(allLosses.map((loss) => [loss.declaration.name, loss] as const))(
    '%s is finite along each of its axes, from end to end, and changes',
    (_name, loss) => {
      for (const slice of lossSlices(loss.declaration)) {
        const points = sampleCurve(loss, slice, 7);
        const { low, high } = AXES[slice.axis];
        expect([points[0]?.x ?? 0, points.at(-1)?.x ?? 0]).toBeAllClose([low, high]);
        const numbers = points.flatMap(({ value, slope }) => [value, slope]);
        expect(numbers.filter(Number.isFinite)).toHaveLength(14);
        expect(new Set(points.map(({ value }) => value)).size).toBeGreaterThan(1);
        expect(sampleValues(loss, slice, 7)).toEqual(points.map(({ x, value }) => ({ x, value })));
      }
    },
  );

  // The gradient of circle holds its weights constant, as the paper does.
  const withSlopes = allLosses.filter(({ declaration }) => declaration.name !== 'circle');
  test.each(withSlopes.map((loss) => [loss.declaration.name, loss] as const))(
    'the slope of %s is that of its value',
    (name, loss) => {
      for (const slice of lossSlices(loss.declaration)) {
        const { low, high } = AXES[slice.axis];
        const step = (high - low) / 3000;
        // Where none of them has a kink.
        const places = [0.137, 0.311, 0.523, 0.883].map((share) => low + share * (high - low));
        const points = slice.measure(
          loss,
          places.flatMap((x) => [x - step, x, x + step]),
        );
        const largest = Math.max(...points.map(({ value }) => Math.abs(value)));
        places.forEach((x, place) => {
          const [before, at, after] = points.slice(3 * place, 3 * place + 3);
          const rise = ((after?.value ?? Number.NaN) - (before?.value ?? Number.NaN)) / (2 * step);
          const rounding = (1e-6 * largest) / step + 0.02 * Math.abs(rise);
          expect(
            Math.abs((at?.slope ?? Number.NaN) - rise),
            `${name} over ${slice.axis} at ${x}`,
          ).toBeLessThan(rounding);
        });
      }
    },
  );

  test('is refused for a kind of loss that no example is known of', () => {
    const { declaration } = findLoss('boundary');
    expect(() => lossSlices({ ...declaration, name: 'mine', prediction: 'logits' })).toThrow(
      'lossSlices: expected a loss of a kind that has a curve, got mine: no example of masks and logits is known.',
    );
  });
});
