import { describe, expect, test } from 'vitest';

import { type GivenResult, taskResultOf } from '../../fixtures/taskResultOf.ts';
import { sharedLosses } from './sharedLosses.ts';

const values = { a: [1, 2], b: [2, 3] };

/** The names of what the tasks share. */
function shared(tasks: Readonly<Record<string, GivenResult>>) {
  const found = sharedLosses(Object.entries(tasks).map(([task, given]) => taskResultOf({ ...given, task })));
  return found && { tasks: found.tasks.map(({ task }) => task), losses: found.losses };
}

describe('sharedLosses', () => {
  test('is nothing where no two tasks share two losses', () => {
    expect(shared({})).toBeUndefined();
    expect(shared({ one: { values } })).toBeUndefined();
    expect(shared({ one: { values }, two: { values: { b: [1, 2], c: [2, 3] } } })).toBeUndefined();
  });

  test('leaves tasks of another kind aside, and losses that a task lacks', () => {
    expect(
      shared({
        one: { values: { ...values, only: [1, 2] } },
        fruit: { values: { x: [1, 2], y: [2, 3] } },
        two: { values },
      }),
    ).toEqual({ tasks: ['one', 'two'], losses: ['a', 'b'] });
  });

  test('prefers more tasks, then more losses, then the first', () => {
    const many = { x: [1, 2], y: [1, 2], z: [1, 2] };
    const tasks = { one: { values }, two: { values: many }, three: { values }, four: { values: many } };
    expect(shared(tasks)).toEqual({ tasks: ['two', 'four'], losses: ['x', 'y', 'z'] });
    expect(shared({ ...tasks, five: { values } })?.tasks).toEqual(['one', 'three', 'five']);
    const equal = { ...values, c: [1, 2] };
    expect(shared({ ...tasks, one: { values: equal }, three: { values: equal } })?.tasks).toEqual([
      'one',
      'three',
    ]);
  });

  test.each<[string, Partial<GivenResult>]>([
    ['with one seed', { values: { a: [1], b: [2, 3], c: [3] } }],
    ['that has not converged', { verdicts: { a: 'not converged', b: 'not converged' } }],
  ])('takes no loss %s', (_, change) => {
    const three = { values: { ...values, c: [3, 4] } };
    expect(shared({ x: three, y: { ...three, ...change } })).toBeUndefined();
  });

  test('takes losses that failed', () => {
    const failed = { values, verdicts: { a: 'failed', b: 'failed' } } as const;
    expect(shared({ x: { values }, y: failed })?.losses).toEqual(['a', 'b']);
  });
});
