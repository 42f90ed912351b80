import { huber, l2Penalty, meanSquaredError } from '@losskit/losses';
import { taskLoss, withPenalties } from '@losskit/tasks';
import { describe, expect, test } from 'vitest';

import { checkTuning, type Tuning, tunedLosses } from './tuning.ts';

const HUBER = taskLoss(huber);
const SQUARES = taskLoss(meanSquaredError);

function variantsOf(tuning: Tuning, losses = [HUBER, SQUARES]) {
  return tunedLosses(losses, tuning).map(({ variants }) => variants.map(({ name }) => name));
}

describe('tunedLosses', () => {
  test('gives every value its form, named as the loss would be by itself', () => {
    expect(variantsOf({ huber: { delta: [0.05, 1, 2] } })).toEqual([
      ['huber:delta=0.05', 'huber', 'huber:delta=2'],
      ['meanSquaredError'],
    ]);
  });

  test('tries every choice of several options, and a value once', () => {
    const barron = taskLoss('barron');
    expect(variantsOf({ barron: { alpha: [0, 1], scale: [1, 2, 2] } }, [barron])[0]).toEqual([
      'barron:alpha=0',
      'barron:alpha=0,scale=2',
      'barron',
      'barron:scale=2',
    ]);
  });

  test('takes aliases, and keeps penalties', () => {
    const penalized = taskLoss(withPenalties(huber, l2Penalty));
    expect(variantsOf({ 'huber+ridge': { delta: [2] } }, [penalized])).toEqual([['huber:delta=2+l2Penalty']]);
    expect(variantsOf({ mse: {} }, [SQUARES])).toEqual([['meanSquaredError']]);
  });

  test.each([
    [
      { huber: { detla: [1] } },
      "compare: expected tune to name an option of huber, delta, got 'detla' (did you mean 'delta'?).",
    ],
    [
      { meanSquaredError: { delta: [1] } },
      "compare: expected tune to name an option of meanSquaredError, which has none, got 'delta'.",
    ],
    [{ huber: { delta: [] } }, 'compare: expected tune to give huber.delta numbers, got [].'],
    [{ huber: { delta: [Number.NaN] } }, 'compare: expected tune to give huber.delta numbers, got [NaN].'],
    [{ huber: { delta: [-1] } }, 'compare: tune: huber: expected delta > 0, got -1.'],
  ] as const)('refuses %j', (tuning, message) => {
    expect(() => variantsOf(tuning)).toThrow(message);
  });

  test('refuses a form that is compared by itself as well', () => {
    const both = [HUBER, taskLoss('huber:delta=0.2')];
    expect(() => variantsOf({ huber: { delta: [0.2, 1] } }, both)).toThrow(
      'compare: expected huber:delta=0.2 to be either compared or one of the values that tune tries for huber, got both.',
    );
  });

  test('refuses to tune a function of one’s own and a loss that is not compared', () => {
    const own = taskLoss(function ownLoss(yTrue, yPred) {
      return yTrue.sub(yPred).square().mean();
    });
    expect(() => tunedLosses([own], {})).not.toThrow();
    expect(() => checkTuning([HUBER, SQUARES], { mae: { delta: [1] } })).toThrow(
      "compare: expected tune to name a loss that is compared, huber, meanSquaredError, got 'mae'.",
    );
    expect(() => checkTuning([HUBER, SQUARES], { hubr: { delta: [1] } })).toThrow();
    expect(() => checkTuning([HUBER], { huber: { delta: [1] } })).not.toThrow();
  });
});
