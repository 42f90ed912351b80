import { expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { at, descendInFloat64, type Rule } from '../../fixtures/noisyBowl.ts';
import { pointsOf, type Recipe } from '../../fixtures/optimizerRecipes.ts';
import { historyMean, norm, perElement, unbiasedMoments } from '../../fixtures/updateRules.ts';

const decayOf = (name: string, share: number) => (name === 'kernel' ? share : 0);

const references: readonly [Recipe, (name: string) => Rule][] = [
  [{ optimizer: 'sgd', options: { learningRate: 0.01 } }, () => perElement(() => (g) => -0.01 * g)],
  [
    { optimizer: 'momentum', options: { learningRate: 0.005, momentum: 0.8 } },
    () =>
      perElement(() => {
        const mean = historyMean(0.8);
        return (g) => -0.005 * (mean(g) / 0.2);
      }),
  ],
  [
    { optimizer: 'adam', options: { learningRate: 0.01 } },
    () =>
      perElement(() => {
        const moments = unbiasedMoments(0.9, 0.999);
        return (g, _value, step) => {
          const { mean, square } = moments(g, step);
          return (-0.01 * mean) / (Math.sqrt(square) + 1e-8);
        };
      }),
  ],
  [
    { optimizer: 'adamW', options: { learningRate: 0.01, weightDecay: 0.3 } },
    (name) =>
      perElement(() => {
        const moments = unbiasedMoments(0.9, 0.999);
        return (g, value, step) => {
          const { mean, square } = moments(g, step);
          const decayed = value * (1 - 0.01 * decayOf(name, 0.3));
          return decayed - (0.01 * mean) / (Math.sqrt(square) + 1e-8) - value;
        };
      }),
  ],
  [
    { optimizer: 'adam', options: { learningRate: 0.01, beta2: 0.9, amsgrad: true } },
    () =>
      perElement(() => {
        const first = historyMean(0.9);
        const second = historyMean(0.9);
        const squares: number[] = [];
        return (g, _value, step) => {
          squares.push(second(g ** 2));
          const largest = Math.max(...squares) / (1 - 0.9 ** step);
          return (-0.01 * first(g)) / ((1 - 0.9 ** step) * (Math.sqrt(largest) + 1e-8));
        };
      }),
  ],
  [
    { optimizer: 'momentum', options: { learningRate: 0.01, momentum: 0.8, dampening: 0.3 } },
    () =>
      perElement(() => {
        const history: number[] = [];
        return (g, _value, step) => {
          history.push(step === 1 ? g : 0.7 * g);
          return -0.01 * history.reduce((sum, one, index) => sum + 0.8 ** (step - 1 - index) * one, 0);
        };
      }),
  ],
  [
    { optimizer: 'nadam', options: { learningRate: 0.01 } },
    () =>
      perElement(() => {
        const first = historyMean(0.9);
        const second = historyMean(0.999);
        const mu = (step: number) => 0.9 * (1 - 0.5 * 0.96 ** (0.004 * step));
        const product = (step: number) =>
          Array.from({ length: step }, (_, index) => mu(index + 1)).reduce((all, one) => all * one, 1);
        return (g, _value, step) => {
          const ahead =
            (mu(step + 1) * first(g)) / (1 - product(step + 1)) + ((1 - mu(step)) * g) / (1 - product(step));
          return (-0.01 * ahead) / (Math.sqrt(second(g ** 2) / (1 - 0.999 ** step)) + 1e-8);
        };
      }),
  ],
  [
    { optimizer: 'radam', options: { learningRate: 0.01 } },
    () =>
      perElement(() => {
        const moments = unbiasedMoments(0.9, 0.999);
        return (g, _value, step) => {
          const { mean, square } = moments(g, step);
          const infinite = 2 / (1 - 0.999) - 1;
          const rho = infinite - (2 * step * 0.999 ** step) / (1 - 0.999 ** step);
          if (rho <= 5) return -0.01 * mean;
          const r = Math.sqrt(((rho - 4) * (rho - 2) * infinite) / ((infinite - 4) * (infinite - 2) * rho));
          return (-0.01 * r * mean) / (Math.sqrt(square) + 1e-8);
        };
      }),
  ],
  [
    { optimizer: 'adagrad', options: { learningRate: 0.1 } },
    () =>
      perElement(() => {
        const history: number[] = [];
        return (g) => {
          history.push(g);
          return (-0.1 * g) / (norm(history) + 1e-10);
        };
      }),
  ],
  [
    { optimizer: 'adadelta', options: { learningRate: 1 } },
    () =>
      perElement(() => {
        const gradients = historyMean(0.9);
        const changes = historyMean(0.9);
        let squaredChange = 0;
        return (g) => {
          const change = -(Math.sqrt(squaredChange + 1e-6) / Math.sqrt(gradients(g ** 2) + 1e-6)) * g;
          squaredChange = changes(change ** 2);
          return change;
        };
      }),
  ],
  [
    { optimizer: 'rmsprop', options: { learningRate: 0.01 } },
    () =>
      perElement(() => {
        const second = historyMean(0.99);
        return (g) => (-0.01 * g) / (Math.sqrt(second(g ** 2)) + 1e-8);
      }),
  ],
  [
    { optimizer: 'rmsprop', options: { learningRate: 0.001, decay: 0.9, centered: true, momentum: 0.5 } },
    () =>
      perElement(() => {
        const first = historyMean(0.9);
        const second = historyMean(0.9);
        const directions = historyMean(0.5);
        return (g) => {
          const direction = g / (Math.sqrt(second(g ** 2) - first(g) ** 2) + 1e-8);
          return -0.001 * (directions(direction) / 0.5);
        };
      }),
  ],
  [
    { optimizer: 'adamax', options: { learningRate: 0.01 } },
    () =>
      perElement(() => {
        const first = historyMean(0.9);
        const sizes: number[] = [];
        return (g, _value, step) => {
          sizes.push(Math.abs(g) + 1e-8);
          const largest = Math.max(...sizes.map((size, index) => size * 0.999 ** (step - 1 - index)));
          return (-0.01 * first(g)) / ((1 - 0.9 ** step) * largest);
        };
      }),
  ],
  [
    { optimizer: 'adafactor', options: { learningRate: 0.05 } },
    (name) => {
      const columns = name === 'kernel' ? 2 : 1;
      // A vector is a matrix of one column here: its rows are its elements, and factoring changes nothing.
      let square: number[] = [];
      return (gradient, value, step) => {
        const share = step ** -0.8;
        square = gradient.map((g, index) => (1 - share) * (square[index] ?? 0) + share * g ** 2);
        const sum = (keep: (index: number) => boolean) =>
          square.reduce((total, number, index) => total + (keep(index) ? number : 0), 0);
        const direction = gradient.map((g, index) => {
          const row = sum((other) => Math.floor(other / columns) === Math.floor(index / columns));
          const column = sum((other) => other % columns === index % columns);
          return g / Math.sqrt((row * column) / sum(() => true));
        });
        const size = (numbers: readonly number[]) => norm(numbers) / Math.sqrt(numbers.length);
        const rate = Math.min(0.05, 1 / Math.sqrt(step)) * Math.max(size(value), 1e-3);
        return direction.map((number) => (-rate * number) / Math.max(1, size(direction)));
      };
    },
  ],
  [
    { optimizer: 'lion', options: { learningRate: 0.003, weightDecay: 0.1 } },
    (name) =>
      perElement(() => {
        const mean = historyMean(0.99);
        let old = 0;
        return (g, value) => {
          const direction = Math.sign(0.9 * old + 0.1 * g);
          old = mean(g);
          return -0.003 * (direction + decayOf(name, 0.1) * value);
        };
      }),
  ],
  [
    { optimizer: 'lamb', options: { learningRate: 0.01, weightDecay: 0.1 } },
    (name) => {
      const moments = Array.from({ length: 6 }, () => unbiasedMoments(0.9, 0.999));
      return (gradient, value, step) => {
        const direction = gradient.map((g, index) => {
          const { mean = 0, square = 0 } = moments[index]?.(g, step) ?? {};
          return mean / (Math.sqrt(square) + 1e-6) + decayOf(name, 0.1) * at(value, index);
        });
        return direction.map((number) => (-0.01 * number * norm(value)) / norm(direction));
      };
    },
  ],
  [
    { optimizer: 'sgd', options: { learningRate: 0.01 }, clip: { name: 'clipByValue', limit: 0.75 } },
    () => perElement(() => (g) => -0.01 * Math.max(-0.75, Math.min(0.75, g))),
  ],
  [
    { optimizer: 'sgd', options: { learningRate: 0.01 }, clip: { name: 'clipByNorm', limit: 2 } },
    () => (gradient) => gradient.map((g) => -0.01 * g * Math.min(1, 2 / norm(gradient))),
  ],
  [
    { optimizer: 'sgd', options: { learningRate: 0.01 }, clip: { name: 'adaptiveClip', limit: 0.3 } },
    (name) => (gradient, value) => {
      const unitOf = (index: number) => (name === 'kernel' ? index % 2 : 0);
      const ofUnit = (numbers: readonly number[], unit: number) =>
        numbers.filter((_, index) => unitOf(index) === unit || name === 'bias');
      return gradient.map((g, index) => {
        const limit = 0.3 * Math.max(norm(ofUnit(value, unitOf(index))), 1e-3);
        return -0.01 * g * Math.min(1, limit / norm(ofUnit(gradient, unitOf(index))));
      });
    },
  ],
];

inFreshScope();

test.each(references)('%j follows its float64 reference for 1,000 steps', (recipe, makeRule) => {
  const points = pointsOf(recipe);
  descendInFloat64(makeRule).forEach((reference, index) => {
    expect(points[index] ?? []).toBeAllClose(reference, { rtol: 1e-4, atol: 1e-6 });
  });
});
