import { LosskitError } from '@losskit/errors';
import { describe, expect, test } from 'vitest';

import { comparisonOf } from '../../fixtures/comparisonOf.ts';
import { taskResultOf } from '../../fixtures/taskResultOf.ts';
import { parseEarlierComparison } from './earlierComparison.ts';

function printed(comparison: object): unknown {
  return JSON.parse(JSON.stringify(comparison));
}

const now = comparisonOf([taskResultOf({ values: { a: [1, 2] } })]);

describe('what is no comparison is refused', () => {
  const REMEDY = '; make it anew with losskit compare --json of this version.';

  function withTask(change: object): unknown {
    return printed({ ...now, tasks: now.tasks.map((task) => ({ ...task, ...change })) });
  }

  test.each<[string, unknown, string]>([
    ['null', null, 'what losskit compare --json prints, got null'],
    ['a text', 'linear', "what losskit compare --json prints, got 'linear'"],
    ['a list', [now], 'what losskit compare --json prints, got '],
    ['no version', {}, 'what losskit compare --json prints, got undefined as version'],
    ['version 1', { ...now, version: 1 }, 'version 2 of the format, got 1'],
    ['a later version', { version: 3 }, 'version 2 of the format, got 3'],
    ['a version in words', { version: '2' }, "what losskit compare --json prints, got '2' as version"],
    ['no seeds', { ...now, config: {} }, 'what losskit compare --json prints, got undefined as config.seeds'],
    ['no tasks', { ...now, tasks: 3 }, 'what losskit compare --json prints, got 3 as tasks'],
    ['a metric', withTask({ metric: 7 }), 'what losskit compare --json prints, got 7 as tasks.0.metric'],
    [
      'an origin',
      withTask({ origin: { kind: 'moon' } }),
      "what losskit compare --json prints, got 'moon' as tasks.0.origin.kind",
    ],
    [
      'values',
      withTask({ results: [{ loss: 'a', metrics: { rmse: { values: ['1'] } } }] }),
      "what losskit compare --json prints, got '1' as tasks.0.results.0.metrics.rmse.values.0",
    ],
    [
      'no training rows',
      withTask({ parts: { train: 0, validation: 0, test: 1 } }),
      'what losskit compare --json prints, got 0 as tasks.0.parts.train',
    ],
  ])('%s', (_, given, message) => {
    const find = () => parseEarlierComparison(given);
    expect(find).toThrow(LosskitError);
    expect(find).toThrow(expect.objectContaining({ code: 'data-malformed' }));
    expect(find).toThrow(`earlier comparison: expected ${message}`);
    expect(find).toThrow(REMEDY);
  });

  test('by the name of its file', () => {
    expect(() => parseEarlierComparison(3, 'main.json')).toThrow('main.json: expected what');
  });
});

test('nothing is asked for that is not needed, and checking twice is the same', () => {
  const { version, config, tasks } = now;
  const needed = {
    version,
    config: { seeds: config.seeds, tasks: [{ task: 'linear', epochs: 3 }] },
    tasks: tasks.map(({ task, metric, higherIsBetter, sampling, origin, parts, resolution }) => ({
      ...{ task, metric, higherIsBetter, sampling, origin, parts, resolution },
      results: [{ loss: 'a', metrics: { rmse: { values: [1, null] } } }],
    })),
  };
  const read = parseEarlierComparison(printed({ ...needed, more: 1 }));
  expect(read).toEqual(needed);
  expect(parseEarlierComparison(read)).toEqual(read);
});
