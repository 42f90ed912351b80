import { describe, expect, test } from 'vitest';

import { callable } from '../../fixtures/callable.ts';
import { FunctionBuilder, type Local } from './FunctionBuilder.ts';

/** Notes a number behind those that were noted before. */
function note(f: FunctionBuilder, end: Local, number: number): void {
  f.get(end).i32(number).store('i32.store');
  f.get(end).i32(4).op('i32.add').set(end);
}

function notesOf(write: (f: FunctionBuilder, end: Local) => void): number[] {
  const f = new FunctionBuilder({ parameters: [], results: ['i32'] });
  const end = f.local('i32');
  write(f, end);
  const { call, bytes } = callable(f.get(end));
  return [...new Int32Array(bytes, 0, Number(call()) / 4)];
}

describe('code in lockstep', () => {
  test('has a statement of each piece in turn', () => {
    const notes = notesOf((f, end) => {
      f.inLockstep(
        [10, 20, 30].map((start) => () => {
          f.get(end).i32(start).store('i32.store');
          f.get(end).i32(4).op('i32.add').set(end);
          f.get(end)
            .i32(start + 1)
            .store('i32.store');
          f.get(end).i32(4).op('i32.add').set(end);
        }),
      );
    });
    // All store in one place before the first one goes on by one.
    expect(notes).toEqual([30, 0, 0, 31, 0, 0]);
  });

  test('keeps the order of each piece, blocks in one', () => {
    const notes = notesOf((f, end) => {
      f.inLockstep(
        [10, 20].map((start) => () => {
          f.block(() => note(f, end, start));
          f.block(() => {
            note(f, end, start + 1);
            note(f, end, start + 2);
          });
        }),
      );
    });
    expect(notes).toEqual([10, 20, 11, 12, 21, 22]);
  });

  test('may be of pieces of different lengths, or of none', () => {
    const notes = notesOf((f, end) => {
      f.inLockstep([]);
      f.inLockstep([
        () => f.block(() => note(f, end, 1)),
        () => {},
        () => f.block(() => note(f, end, 2)).block(() => note(f, end, 3)),
      ]);
    });
    expect(notes).toEqual([1, 2, 3]);
  });

  test('keeps what a piece releases from the others, until all have ended', () => {
    const f = new FunctionBuilder({ parameters: [], results: ['i32'] });
    const results = [f.local('i32'), f.local('i32'), f.local('i32')];
    const used = new Set<number>();
    f.inLockstep(
      results.map((result, piece) => () => {
        const first = f.local('i32');
        f.i32(piece + 1).set(first);
        f.get(first).set(result);
        f.release(first);
        const second = f.local('i32');
        expect(second).toBe(first);
        f.i32(10).set(second);
        f.get(result).get(second).op('i32.mul').set(result);
        used.add(second.index);
        f.release(second);
      }),
    );
    expect(used.size).toBe(3);
    expect(used).toContain(f.local('i32').index);
    const [a, b, c] = results.map((result) => () => void f.get(result));
    a?.();
    b?.();
    c?.();
    expect(callable(f.op('i32.add', 'i32.add')).call()).toBe(60);
  });

  test('may be within other code in lockstep', () => {
    const notes = notesOf((f, end) => {
      f.inLockstep(
        [10, 20].map((start) => () => {
          f.inLockstep([1, 2].map((more) => () => void f.block(() => note(f, end, start + more))));
        }),
      );
    });
    expect(notes).toEqual([11, 21, 12, 22]);
  });

  test('must leave the stack as it was', () => {
    const f = new FunctionBuilder();
    expect(() => f.inLockstep([() => f.i32(1)])).toThrow('leaves the stack as it found it');
  });
});
