import { isArgumentError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs';
import { afterAll, describe, expect, test } from 'vitest';

import {
  type Arguments,
  learningRate,
  OPTIMIZERS,
  optimizer,
  SCHEDULES,
} from '../../fixtures/factoryArguments.ts';
import { LBFGS_RULES } from '../minimize/lbfgs.ts';
import * as optimizers from '../optimizers.ts';
import * as schedules from '../schedules.ts';
import { otherNames } from './otherNames.ts';

/** Exports that make nothing out of options. */
const OTHERS = ['averagedWeights', 'describeSchedule'];

const tensor = tf.scalar(1);
afterAll(() => {
  tensor.dispose();
});
/** No option takes any of these, except that some are a list, a word, a function or true. */
const WRONG: Readonly<Record<string, unknown>> = {
  null: null,
  NaN: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  'a number below every range': -1e300,
  'a word': 'no option takes this word',
  'an object': {},
  'an empty list': [],
  'a list of text': ['0.1'],
  'a big integer': 1n,
  'a symbol': Symbol('0.1'),
  true: true,
  'a function': () => 0.1,
  'a tensor': tensor,
};

const FACTORIES = Object.entries<unknown>({ ...optimizers, ...schedules }).flatMap(([name, make]) =>
  typeof make === 'function' && !OTHERS.includes(name)
    ? [[name, (...given: Arguments): unknown => make(...given)] as const]
    : [],
);
const valid = (name: string): Arguments => {
  const given = OPTIMIZERS[name] ?? SCHEDULES[name];
  if (given) return given;
  throw new Error(`expected the arguments of ${name} in this test, got none`);
};
const isOptions = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** What a call is refused with; undefined where it is taken. */
function refusal(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    expect(error.message).toMatch(/^[^\n]*\.$/);
    return error.message;
  }
}

/** Whether an option takes one of {@link WRONG} after all. */
function isTaken(name: string, option: string, wrong: unknown): boolean {
  if (typeof wrong === 'function') {
    const scheduled = ['adam.beta1', 'adamW.beta1', 'momentum.momentum'].includes(`${name}.${option}`);
    return (
      scheduled ||
      ['mask', 'filter'].includes(option) ||
      (option === 'learningRate' && Object.hasOwn(OPTIMIZERS, name))
    );
  }
  if (wrong === true) return ['amsgrad', 'centered', 'nesterov'].includes(option);
  return (
    (['mask', 'filter'].includes(option) && typeof wrong === 'string') ||
    (option === 'decayExponent' && wrong === -1e300)
  );
}

test('every factory is tried', () => {
  const named = [...Object.keys(OPTIMIZERS), ...Object.keys(SCHEDULES)];
  expect(FACTORIES.map(([name]) => name).sort()).toEqual(named.sort());
});

describe.each(FACTORIES)('%s', (name, make) => {
  const given = valid(name);

  test('takes its options', () => {
    expect(refusal(() => make(...given))).toBeUndefined();
  });

  given.forEach((argument, index) => {
    const replaced = (value: unknown) => given.map((one, place) => (place === index ? value : one));

    if (!isOptions(argument) || 'transform' in argument || 'update' in argument) {
      test.each(Object.keys(WRONG))(`refuses %s as argument ${index}`, (kind) => {
        const wrong = WRONG[kind];
        const taken =
          (typeof wrong === 'string' && typeof argument === 'string') ||
          (typeof wrong === 'boolean' && typeof argument === 'boolean') ||
          // A schedule, a filter; the only functions among arguments.
          (typeof wrong === 'function' &&
            (typeof argument === 'function' ||
              (typeof argument === 'string' && name !== 'makeOptimizer') ||
              (name === 'makeOptimizer' && index === 1)));
        const message = refusal(() => make(...replaced(wrong)));
        if (taken) expect(message).toBeUndefined();
        // What makeOptimizer makes is named in its place.
        else expect(message).toMatch(name === 'makeOptimizer' ? /^\w+: expected / : `${name}: expected `);
      });
      return;
    }

    test.each(Object.keys(WRONG).filter((kind) => kind !== 'an object'))('refuses %s for options', (kind) => {
      expect(refusal(() => make(...replaced(WRONG[kind])))).toMatch(
        `${name}: expected an options object such as ${name}({ ${Object.keys(argument)[0]}: `,
      );
    });

    const options = Object.entries(argument);
    test.each(options)('refuses wrong values of %s', (option) => {
      for (const [kind, wrong] of Object.entries(WRONG)) {
        const message = refusal(() => make(...replaced({ ...argument, [option]: wrong })));
        if (isTaken(name, option, wrong)) expect(message, kind).toBeUndefined();
        else expect(message, kind).toMatch(new RegExp(`^${name}: expected .*\\b${option}\\b.*, got `));
      }
    });

    test.each(options)('finds %s by another spelling', (option) => {
      const { [option]: value, ...rest } = argument;
      const spellings = [
        option.replace(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`),
        `${option}s`,
        option.toUpperCase(),
      ].filter((spelling) => !Object.hasOwn(argument, spelling));
      for (const spelling of spellings) {
        expect(refusal(() => make(...replaced({ ...rest, [spelling]: value })))).toMatch(
          `got '${spelling}' (did you mean '${option}'?).`,
        );
      }
    });

    test('refuses options that are missing, and takes those that may be', () => {
      for (const [option, value] of options) {
        const { [option]: _, ...rest } = argument;
        const message = refusal(() => make(...replaced(rest)));
        expect(refusal(() => make(...replaced({ ...rest, [option]: undefined })))).toBe(message);
        if (message !== undefined) {
          expect(message).toMatch(new RegExp(`^${name}: expected .*\\b${option}\\b.*, got undefined\\.$`));
        }
        expect(value).toBeDefined();
      }
    });
  });
});

test.each<[() => unknown, string]>([
  [
    () => Reflect.apply(optimizers.adam, undefined, []),
    'adam: expected learningRate >= 0 or a schedule, got undefined.',
  ],
  [
    () => Reflect.apply(optimizers.sgd, undefined, [0.1]),
    'sgd: expected an options object such as sgd({ learningRate: 0.1 }), got 0.1.',
  ],
  [
    () => Reflect.apply(optimizers.adam, undefined, [{ learningRate, beta_1: 0.5 }]),
    "adam: expected options out of learningRate, beta1, beta2, epsilon, amsgrad, got 'beta_1' (did you mean 'beta1'?).",
  ],
  [
    () => Reflect.apply(optimizers.adam, undefined, [{ lr: 0.1 }]),
    "adam: expected options out of learningRate, beta1, beta2, epsilon, amsgrad, got 'lr' (did you mean 'learningRate'?).",
  ],
  [
    () => Reflect.apply(optimizers.adam, undefined, [{ learningRate, weightDecay: 0.1 }]),
    "adam: expected options out of learningRate, beta1, beta2, epsilon, amsgrad, got 'weightDecay', which is one of adamW.",
  ],
  [
    () => Reflect.apply(optimizers.sgd, undefined, [{ learningRate, momentum: 0.9 }]),
    "sgd: expected options out of learningRate, got 'momentum', which is one of momentum.",
  ],
  [
    () => Reflect.apply(optimizers.freeze, undefined, [optimizers.adam, 'kernel']),
    'freeze: expected an optimizer, such as adam({ learningRate: 0.001 }), got a function.',
  ],
  [
    () => Reflect.apply(optimizers.prepend, undefined, [optimizer, optimizers.clipByGlobalNorm]),
    'prepend: expected transform 0 to be a gradient transform, such as clipByGlobalNorm(1), got a function.',
  ],
  [
    () => optimizers.momentum({ learningRate, nesterov: true, dampening: 0.5 }),
    'momentum: expected dampening 0 with nesterov, got 0.5.',
  ],
  [() => optimizers.radam({ learningRate, beta2: 0.6 }), 'radam: expected 0.6 < beta2 < 1, got 0.6.'],
  [() => optimizers.nadam({ learningRate, beta1: 1 }), 'nadam: expected 0 <= beta1 < 1, got 1.'],
  [() => optimizers.lamb({ learningRate, epsilon: 0 }), 'lamb: expected epsilon > 0, got 0.'],
  [() => optimizers.adafactor({ clip: 0.5 }), 'adafactor: expected clip >= 1, got 0.5.'],
  [
    () => schedules.piecewise({ values: [], boundaries: [] }),
    'piecewise: expected values to be one rate >= 0 or more, got [].',
  ],
  [
    () => schedules.piecewise({ values: new Array(1), boundaries: [] }),
    'piecewise: expected values to be one rate >= 0 or more, got [].',
  ],
  [
    () => schedules.linear({ from: 1, to: 0, steps: 2 ** 53 }),
    'linear: expected steps to be an integer >= 1',
  ],
])('%s says what to write', (make, message) => {
  expect(make).toThrow(message);
});

test('options of another realm, and without a prototype, are options', () => {
  expect(() => optimizers.sgd(Object.assign(Object.create(null), { learningRate }))).not.toThrow();
  expect(() =>
    optimizers.sgd(Object.assign(Object.create(Object.create(null)), { learningRate })),
  ).not.toThrow();
});

test('what other libraries call an option is the name of no option', () => {
  const known = [...Object.values(OPTIMIZERS), ...Object.values(SCHEDULES), [LBFGS_RULES]].flatMap((given) =>
    given.flatMap((argument) => (isOptions(argument) ? Object.keys(argument) : [])),
  );
  for (const [other, ours] of Object.entries(otherNames)) {
    expect(ours).not.toContain(other);
    expect(known, other).toEqual(expect.arrayContaining([...ours]));
  }
});
