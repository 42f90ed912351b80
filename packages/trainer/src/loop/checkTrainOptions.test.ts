import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { lineBatch, runToEnd } from '../../fixtures/line.ts';
import { trainError } from '../../fixtures/trainError.ts';
import { type TrainOptions, train } from '../index.ts';
import { reduceOnPlateau } from '../schedules.ts';

inFreshScope();

const meaningless: Record<string, () => unknown> = {
  null: () => null,
  NaN: () => Number.NaN,
  'a negative number': () => -1,
  'a string': () => 'text',
  'a function': () => () => 0,
  'an object': () => ({ text: 1 }),
  'an empty object': () => ({}),
  'an array': () => [1],
  'an empty array': () => [],
  'a tensor': () => tf.scalar(1),
  'a Promise': () => Promise.resolve(1),
  'a bigint': () => 2n,
};

/** What happens to mean something to an option. */
const meaningful: Readonly<Record<string, readonly string[]>> = {
  loss: ['a function'],
  penalty: ['a function'],
  clock: ['a function'],
  onFailure: ['a function'],
  earlyStopping: ['an empty object'],
};

function nested(name: string, value: unknown): object {
  const [option = '', part] = name.split('.');
  if (part === undefined) return { [option]: value };
  const parents: Record<string, object> = {
    validation: { batches: [lineBatch()] },
    earlyStopping: {},
    reduceOnPlateau: { schedule: reduceOnPlateau({ learningRate: 0.1, mode: 'min' }) },
  };
  return { ...validated(), [option]: { ...parents[option], [part]: value } };
}

const validated = () => ({ validation: { batches: [lineBatch()] } });

describe('each option with what it can’t be', () => {
  test.each([
    ...['model', 'batches', 'loss', 'penalty', 'optimizer', 'epochs', 'steps', 'milliseconds', 'clock'],
    ...['readEvery', 'validation', 'earlyStopping', 'reduceOnPlateau', 'nonFinite', 'skipLimit', 'norms'],
    ...['signal', 'checkpointEvery', 'onFailure', 'resume'],
    ...['validation.batches', 'validation.everySteps', 'validation.everyEpochs', 'validation.metrics'],
    ...['earlyStopping.monitor', 'earlyStopping.mode', 'earlyStopping.patience', 'earlyStopping.minDelta'],
    ...['earlyStopping.minRelativeDelta', 'earlyStopping.startFrom', 'earlyStopping.restoreBest'],
    ...['reduceOnPlateau.schedule', 'reduceOnPlateau.monitor'],
  ])('%s is answered in one sentence that names it', async (name) => {
    for (const [kind, make] of Object.entries(meaningless)) {
      if (meaningful[name]?.includes(kind)) continue;
      const message = await trainError({ ...validated(), ...nested(name, make()) });
      const option = name.split('.').at(-1) ?? name;
      expect(message, `${name}: ${kind}`).toMatch(/^train.*: expected .*, got .*\.$/);
      expect(message, `${name}: ${kind}`).toMatch(new RegExp(option, 'i'));
      expect(message, `${name}: ${kind}`).not.toMatch(
        /Cannot read|not iterable|is not a function|undefined \(/,
      );
    }
  });

  test.each(['model', 'batches', 'loss', 'optimizer'])('%s has to be given', async (name) => {
    const message = await trainError({ [name]: undefined });
    expect(message).toMatch(/^train: expected .*, got undefined/);
    expect(message).toContain(name);
  });

  test.each([null, 3, 'text', undefined, []])('options that are %s', async (options) => {
    const given: unknown = options;
    await expect(runToEnd(train(given as TrainOptions))).rejects.toThrow(
      'train: expected an options object, got',
    );
  });
});
