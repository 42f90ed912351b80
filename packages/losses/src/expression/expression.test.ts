import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import type { AnyLoss } from '../contract/declaration.ts';
import type { OptionDeclaration } from '../contract/optionDeclarations.ts';
import {
  barron,
  crossEntropy,
  huber,
  l1Penalty,
  l2Penalty,
  meanSquaredError,
  tripletMargin,
} from '../index.ts';
import { allLosses } from '../registry.ts';
import { type LossExpression, lossExpression } from './lossExpression.ts';
import { nameOfLoss } from './nameOfLoss.ts';
import { parseLoss } from './parseLoss.ts';
import { splitLossList } from './splitLossList.ts';

/** The loss of an expression that adds nothing up. */
function onlyLoss({ terms }: LossExpression): AnyLoss {
  const [term] = terms;
  if (!term || terms.length > 1 || term.weight !== 1) throw new Error('Expected a single loss.');
  return term.loss;
}

/** Values of an option that are not its default. */
function valuesOf(option: OptionDeclaration): unknown[] {
  switch (option.kind) {
    case 'number':
    case 'optional number': {
      const { above, below, atLeast = above ?? below ?? 0, atMost = below ?? atLeast + 3 } = option;
      const inside = option.integer ? [atLeast, atMost] : [atLeast + (atMost - atLeast) / 4];
      const far = option.infinite ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1e21, -1e-7] : [];
      return [...inside, ...far].filter((value) => !('default' in option) || value !== option.default);
    }
    case 'boolean':
      return [!option.default];
    case 'tensor':
      return [[1, 0.5, 3], [2]];
    case 'function':
      return Object.keys(option.named).filter((name) => name !== option.default);
  }
}

/** A camelCase name in parts: `smoothL1` is smooth, L1. */
const partsOf = (name: string) => name.split(/(?<=[a-z\d])(?=[A-Z])/);
const withLoss = (name: string) => (name.endsWith('Loss') ? name : `${name}Loss`);

test.each([
  ['snake_case', (name: string) => partsOf(name).join('_').toLowerCase()],
  ['kebab-case', (name: string) => partsOf(name).join('-').toLowerCase()],
  ['words', (name: string) => partsOf(name).join(' ')],
  ['a class', (name: string) => withLoss(`torch.nn.${name.charAt(0).toUpperCase()}${name.slice(1)}`)],
  ['a function', (name: string) => `optax.losses.${partsOf(withLoss(name)).join('_').toLowerCase()}`],
])('reads every name, with weights and options, as %s', (_, written) => {
  for (const { declaration } of allLosses) {
    const { name, family } = declaration;
    const other = name === 'huber' ? 'smoothL1' : 'huber';
    if (family === 'penalty') {
      expect(parseLoss(`huber+${written(name)}:lambda=0.5`).name).toBe(`huber+${name}:lambda=0.5`);
      continue;
    }
    const sum = parseLoss(
      `0.5 * ${written(name)} + 2*${written(other)}:reduction=sum+${written(name)}:reduction=sum`,
    );
    expect(sum.name).toBe(`0.5*${name}+2*${other}:reduction=sum+${name}:reduction=sum`);
  }
});

describe.each(allLosses.map((loss) => [loss.declaration.name, loss] as const))('%s', (name, loss) => {
  test('reads its own name and every option of it as they were written', () => {
    expect(parseLoss(name)).toEqual({ name, terms: [{ weight: 1, loss }], penalties: [] });
    for (const [option, declared] of Object.entries(loss.declaration.options)) {
      const values = valuesOf(declared);
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) {
        const text = nameOfLoss(loss.with({ [option]: value }));
        expect(text).toMatch(new RegExp(`^${name}:${option}=`));
        const read = parseLoss(text);
        expect(read.name).toBe(text);
        expect(onlyLoss(read).preset).toEqual({ [option]: value });
      }
    }
  });

  test('reads all options together, in any order, with penalties', () => {
    const options = Object.entries(loss.declaration.options).flatMap(([option, declared]) =>
      valuesOf(declared)
        .slice(0, 1)
        .map((value) => [option, value] as const),
    );
    const text = nameOfLoss(loss.with({ reduction: 'sum', ...Object.fromEntries(options.toReversed()) }));
    const whole = `${text}+l1Penalty:lambda=0.5+l2Penalty`;
    const read = parseLoss(whole);
    expect(read.name).toBe(whole);
    expect(onlyLoss(read).preset).toEqual(onlyLoss(parseLoss(text)).preset);
    expect(read.penalties.map(({ declaration }) => declaration)).toEqual([
      l1Penalty.declaration,
      l2Penalty.declaration,
    ]);
    expect(Object.keys(onlyLoss(read).preset)).toEqual([
      ...options.map(([option]) => option),
      ...(loss.declaration.defaultReduction === 'sum' ? [] : ['reduction']),
    ]);
  });
});

test.each([
  ['mse', 'meanSquaredError'],
  ['huber:delta=1', 'huber'],
  [' huber : delta = 2e-1 ', 'huber:delta=0.2'],
  ['barron:scale=3,alpha=-2', 'barron:alpha=-2,scale=3'],
  ['barron:alpha=+Infinity', 'barron:alpha=Infinity'],
  ['barron:alpha=-Infinity+ridge', 'barron:alpha=-Infinity+l2Penalty'],
  ['barron:scale=1e+21+l2Penalty', 'barron:scale=1e+21+l2Penalty'],
  [
    'ce:labelSmoothing=0.1 + l2Penalty:lambda=0.001',
    'crossEntropy:labelSmoothing=0.1+l2Penalty:lambda=0.001',
  ],
  ['ce:classWeights=1/2/3', 'crossEntropy:classWeights=1/2/3'],
  ['gaussianNll:full=true', 'gaussianNll:full=true'],
  ['gaussianNll:full=false', 'gaussianNll'],
  ['triplet:distance=cosine', 'tripletMargin:distance=cosine'],
  ['triplet:distance=euclidean', 'tripletMargin'],
  ['l2Penalty', 'l2Penalty'],
  ['mse:reduction=sum', 'meanSquaredError:reduction=sum'],
  ['mse:reduction=mean', 'meanSquaredError'],
  ['huber+mse', 'huber+meanSquaredError'],
  ['0.5*dice + 0.5 * ce', '0.5*dice+0.5*crossEntropy'],
  ['1*dice+2e-1*ce:labelSmoothing=0.1', 'dice+0.2*crossEntropy:labelSmoothing=0.1'],
  ['dice+l2Penalty+.25*ce', 'dice+0.25*crossEntropy+l2Penalty'],
  ['barron:scale=1e+21+1e+2*mse', 'barron:scale=1e+21+100*meanSquaredError'],
])('%s is read as %s', (text, name) => {
  expect(parseLoss(text).name).toBe(name);
});

test('what was read computes with its options', () => {
  const [yTrue, yPred] = [tf.tensor1d([0, 0]), tf.tensor1d([0.5, 3])];
  expect(onlyLoss(parseLoss('huber:delta=0.5')).evaluate([yTrue, yPred])).toBeAllClose(
    huber(yTrue, yPred, { delta: 0.5 }),
  );
  const [labels, logits] = [
    tf.tensor1d([0, 1], 'int32'),
    tf.tensor2d([
      [1, 0],
      [2, 4],
    ]),
  ];
  expect(onlyLoss(parseLoss('ce:classWeights=3/1')).evaluate([labels, logits])).toBeAllClose(
    crossEntropy(labels, logits, { classWeights: [3, 1] }),
  );
});

test.each([
  ['hubr', 'name-unknown', "losses: expected the name of a loss, got 'hubr' (did you mean 'huber'?)."],
  ['', 'name-unknown', "losses: expected the name of a loss, got ''."],
  ['huber+', 'name-unknown', "losses: expected the name of a loss, got 'huber+' (did you mean 'huber'?)."],
  [
    'huber+l2Penlty',
    'name-unknown',
    "losses: expected the name of a loss, got 'l2Penlty' (did you mean 'l2Penalty'?).",
  ],
  ['huber:', 'option-invalid', "huber: expected name=value, got ''."],
  ['huber:delta', 'option-invalid', "huber: expected name=value, got 'delta'."],
  ['huber:delta=', 'option-invalid', "huber: expected name=value, got 'delta='."],
  ['huber:=2', 'option-invalid', "huber: expected name=value, got '=2'."],
  [
    'huber:detla=2',
    'option-invalid',
    "huber: expected an option out of delta, reduction, got 'detla' (did you mean 'delta'?).",
  ],
  ['mse:delta=2', 'option-invalid', "meanSquaredError: expected an option out of reduction, got 'delta'."],
  ['huber:weights=2', 'option-invalid', "huber: expected an option out of delta, reduction, got 'weights'."],
  ['huber:delta=2,delta=3', 'option-invalid', 'huber: expected delta once, got it twice.'],
  ['huber:delta=-1', 'option-invalid', 'huber: expected delta > 0, got -1.'],
  ['huber:delta=two', 'option-invalid', "huber: expected delta to be a number, got 'two'."],
  ['gaussianNll:full=yes', 'option-invalid', "gaussianNll: expected full to be true or false, got 'yes'."],
  [
    'ce:classWeights=1//2',
    'option-invalid',
    "crossEntropy: expected classWeights to be a tensor, a number or an array of numbers, got '1//2'.",
  ],
  [
    'triplet:distance=custom',
    'option-invalid',
    "tripletMargin: expected distance out of euclidean, squaredEuclidean, manhattan, cosine, got 'custom'.",
  ],
  [
    'huber:reduction=average',
    'option-invalid',
    "huber: expected reduction 'mean', 'sum' or 'none', got 'average'.",
  ],
  ['huber+huber', 'option-invalid', 'huber: expected each loss once, with its weight, got it twice.'],
  ['0*dice', 'option-invalid', "dice: expected a finite number above 0 as weight, got '0'."],
  ['-1*dice', 'option-invalid', "dice: expected a finite number above 0 as weight, got '-1'."],
  ['half*dice', 'option-invalid', "dice: expected a finite number above 0 as weight, got 'half'."],
  ['*dice', 'option-invalid', "dice: expected a finite number above 0 as weight, got ''."],
  ['0.5*', 'name-unknown', "losses: expected the name of a loss, got ''."],
  [
    'mse+0.1*l2Penalty',
    'option-invalid',
    'l2Penalty: expected lambda to say how much it counts, as l2Penalty:lambda=0.1, got a weight.',
  ],
])('%s is refused', (text, code, message) => {
  let refusal: unknown;
  try {
    parseLoss(text);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(LosskitError);
  expect(refusal).toMatchObject({ code, message });
});

test('values make the same expression as text', () => {
  const made = lossExpression(huber.with({ delta: 0.2 }), [l2Penalty.with({ lambda: 0.001 })]);
  expect(made.name).toBe('huber:delta=0.2+l2Penalty:lambda=0.001');
  expect(parseLoss(made.name).name).toBe(made.name);
  expect(lossExpression(meanSquaredError)).toEqual({
    name: 'meanSquaredError',
    terms: [{ weight: 1, loss: meanSquaredError }],
    penalties: [],
  });
});

test('what has no text shows as custom', () => {
  const shown = (loss: AnyLoss, options: object) => nameOfLoss(loss.with(options));
  expect(shown(tripletMargin, { distance: (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.sub(a, b), -1) })).toBe(
    'tripletMargin:distance=custom',
  );
  expect(shown(huber, { weights: [1, 2], delta: 3 })).toBe('huber:delta=3,weights=custom');
  expect(shown(huber, { mask: [true] })).toBe('huber:mask=custom');
  expect(shown(crossEntropy, { classWeights: tf.ones([3]) })).toBe('crossEntropy:classWeights=custom');
  expect(shown(crossEntropy, { classWeights: [[1, 2]] })).toBe('crossEntropy:classWeights=custom');
  const named = tripletMargin.declaration.options.distance.named;
  expect(shown(tripletMargin, { distance: named.cosine })).toBe('tripletMargin:distance=cosine');
  expect(shown(tripletMargin, { distance: named.euclidean })).toBe('tripletMargin');
  expect(nameOfLoss(barron.with({ alpha: undefined }))).toBe('barron');
});

test.each([
  ['mse', ['mse']],
  ['mse,mae', ['mse', 'mae']],
  ['barron:alpha=-2,scale=3,mse', ['barron:alpha=-2,scale=3', 'mse']],
  ['mse, huber:delta=2 , mae', ['mse', 'huber:delta=2', 'mae']],
  ['mse+l2Penalty:lambda=1,huber', ['mse+l2Penalty:lambda=1', 'huber']],
  ['huber:delta=1,huber:delta=2', ['huber:delta=1', 'huber:delta=2']],
  ['delta=2', ['delta=2']],
  ['mse,,mae', ['mse', '', 'mae']],
])('the list %s is %j', (text, parts) => {
  expect(splitLossList(text)).toEqual(parts);
});
