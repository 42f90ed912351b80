import { describe, expect, test } from 'vitest';

import { callable } from '../../fixtures/callable.ts';
import { FunctionBuilder } from './FunctionBuilder.ts';
import type { ValueType } from './instructions.ts';

const giving = (...results: readonly ValueType[]) => new FunctionBuilder({ parameters: [], results });

/** How often a loop goes round, and what its counter was. */
function turnsOf(emit: (f: FunctionBuilder, body: () => void) => void): number[] {
  const f = new FunctionBuilder();
  const place = f.local('i32');
  emit(f, () => {
    f.get(place).get(counterOf(f)).store('i32.store');
    f.get(place).i32(4).op('i32.add').set(place);
  });
  f.i32(4096).get(place).store('i32.store');
  const { call, bytes } = callable(f);
  call();
  const [written = 0] = new Int32Array(bytes, 4096, 1);
  return [...new Int32Array(bytes, 0, written / 4)];
}

/** The second local variable, which the loops under test count with. */
function counterOf(f: FunctionBuilder) {
  return { index: f.parameters.length + 1, type: 'i32' as const };
}

describe('loops', () => {
  test.each([
    [{ from: 0, to: 5, step: 1 }, [0, 1, 2, 3, 4]],
    [{ from: 0, to: 1, step: 1 }, [0]],
    [{ from: 3, to: 11, step: 4 }, [3, 7]],
    [{ from: 3, to: 12, step: 4 }, [3, 7, 11]],
    [{ from: -8, to: 0, step: 4 }, [-8, -4]],
    [{ from: 0, to: 0, step: 1 }, []],
    [{ from: 5, to: 2, step: 1 }, []],
  ])('%o', (loop, turns) => {
    expect(turnsOf((f, body) => void f.loop(f.local('i32'), loop, body))).toEqual(turns);
    const upTo = (from: 'number' | 'local') =>
      turnsOf((f, body) => {
        const counter = f.local('i32');
        const [end, start] = [f.local('i32'), f.local('i32')];
        f.i32(loop.to).set(end).i32(loop.from).set(start);
        f.loopUpTo(counter, { from: from === 'number' ? loop.from : start, to: end, step: loop.step }, body);
      });
    expect(upTo('number')).toEqual(turns);
    expect(upTo('local')).toEqual(turns);
  });

  test('go round in each other', () => {
    const f = giving('i32');
    const [a, b, sum] = [f.local('i32'), f.local('i32'), f.local('i32')];
    f.loop(a, { from: 0, to: 3, step: 1 }, () =>
      f.loop(b, { from: 0, to: 4, step: 1 }, () =>
        f.get(sum).get(a).get(b).op('i32.mul', 'i32.add').set(sum),
      ),
    );
    expect(callable(f.get(sum)).call()).toBe((0 + 1 + 2) * (0 + 1 + 2 + 3));
  });

  test('repeat as long as a branch says, and blocks end where it says', () => {
    const f = giving('i32');
    const count = f.local('i32');
    f.block(() =>
      f.repeat(() => {
        f.get(count).i32(1).op('i32.add').tee(count).i32(7).op('i32.ge_s').branchIf(1);
        f.branch(0);
      }),
    );
    expect(callable(f.get(count)).call()).toBe(7);
  });
});

describe('branches', () => {
  const choose = (otherwise?: number) => {
    const f = new FunctionBuilder({ parameters: ['i32'], results: ['i32'] });
    const [given] = f.parameters;
    const result = f.local('i32');
    if (!given) throw new TypeError('expected a parameter.');
    f.i32(1).set(result).get(given);
    f.if(
      () => f.i32(2).set(result),
      otherwise === undefined ? undefined : () => f.i32(otherwise).set(result),
    );
    return callable(f.get(result));
  };

  test.each([
    [choose(), 5, 2],
    [choose(), 0, 1],
    [choose(3), -1, 2],
    [choose(3), 0, 3],
  ])('%#', ({ call }, given, expected) => {
    expect(call(given)).toBe(expected);
  });
});

describe('numbers', () => {
  test.each([0, 1, -1, 63, 64, -64, -65, 2 ** 31 - 1, -(2 ** 31)])('i32 %i', (value) => {
    expect(callable(giving('i32').i32(value)).call()).toBe(value);
  });

  test.each([0n, 1n, -1n, 64n, -65n, 2n ** 53n, -(2n ** 53n), 2n ** 63n - 1n, -(2n ** 63n)])(
    'i64 %i',
    (value) => {
      expect(callable(giving('i64').i64(value)).call()).toBe(value);
    },
  );

  test.each([0, -0, 1.5, -1e-40, 3.4e38, Number.POSITIVE_INFINITY, Number.NaN])('f32 and f64 %d', (value) => {
    expect(callable(giving('f32').f32(value)).call()).toBe(Math.fround(value));
    expect(callable(giving('f64').f64(value)).call()).toBe(value);
  });

  test('in vectors, each lane of which is the number', () => {
    const f = new FunctionBuilder();
    f.i32(0).f32x4(-0).store('v128.store');
    f.i32(0).i32x4(-7).store('v128.store', 16);
    f.i32(0).f64x2(0.1).store('v128.store', 32);
    f.i32(0)
      .v128(Array.from({ length: 16 }, (_, byte) => byte))
      .store('v128.store', 48);
    const { call, bytes } = callable(f);
    call();
    expect([...new Float32Array(bytes, 0, 4)]).toEqual([-0, -0, -0, -0]);
    expect([...new Int32Array(bytes, 16, 4)]).toEqual([-7, -7, -7, -7]);
    expect([...new Float64Array(bytes, 32, 2)]).toEqual([0.1, 0.1]);
    expect([...new Uint8Array(bytes, 48, 16)]).toEqual(Array.from({ length: 16 }, (_, byte) => byte));
  });

  test('that are constant in a local variable are told apart by type, sign and bits', () => {
    const f = new FunctionBuilder();
    const given = [
      [0, 'f32x4'],
      [-0, 'f32x4'],
      [1, 'f32x4'],
      [1, 'i32x4'],
      [1, 'f64x2'],
      [Number.NaN, 'f32x4'],
    ] as const;
    // Asked for twice, within a loop that comes before the constant is known.
    const turn = f.local('i32');
    f.loop(turn, { from: 0, to: 2, step: 1 }, () =>
      given.forEach(([value, type], place) => {
        f.i32(0)
          .constant(value, type)
          .store('v128.store', 16 * place);
      }),
    );
    const { call, bytes } = callable(f);
    call();
    const floats = (place: number) => [...new Float32Array(bytes, 16 * place, 4)];
    expect(floats(0)).toEqual([0, 0, 0, 0]);
    expect(floats(1)).toEqual([-0, -0, -0, -0]);
    expect(floats(2)).toEqual([1, 1, 1, 1]);
    expect([...new Int32Array(bytes, 48, 4)]).toEqual([1, 1, 1, 1]);
    expect([...new Float64Array(bytes, 64, 2)]).toEqual([1, 1]);
    expect(floats(5)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('local variables', () => {
  test('that are released are taken again by their type alone', () => {
    const f = new FunctionBuilder({ parameters: ['i32', 'f64'], results: [] });
    const [vector, integer] = [f.local('v128'), f.local('i32')];
    expect([vector.index, integer.index]).toEqual([2, 3]);
    f.release(vector, integer);
    expect(f.local('f32').index).toBe(4);
    expect(f.local('i32')).toEqual(integer);
    expect(f.local('i32').index).toBe(5);
    expect(f.local('v128')).toEqual(vector);
  });

  test('are never a constant, whose number stays', () => {
    const f = giving('f32');
    f.constant(3).op('drop');
    f.f32x4(4).set(f.local('v128'));
    f.constant(3).lane('f32x4.extract_lane', 2);
    expect(callable(f).call()).toBe(3);
  });
});

describe('lanes', () => {
  const ramp = Uint8Array.from(new Uint8Array(Int32Array.of(10, 11, 12, 13).buffer));
  const other = Uint8Array.from(new Uint8Array(Int32Array.of(20, 21, 22, 23).buffer));

  test('are shuffled, those of the second vector after those of the first', () => {
    const f = new FunctionBuilder();
    f.i32(0).v128(ramp).v128(other).shuffle32([0, 7, 3, 4]).store('v128.store');
    const { call, bytes } = callable(f);
    call();
    expect([...new Int32Array(bytes, 0, 4)]).toEqual([10, 23, 13, 20]);
  });

  test.each([0, 1, 2, 3] as const)('%i is taken, put and stored', (lane) => {
    const f = giving('i32');
    f.i32(16).v128(ramp).storeLane(lane, 4);
    f.v128(ramp).i32(99).lane('i32x4.replace_lane', lane).lane('i32x4.extract_lane', lane);
    f.v128(ramp).lane('i32x4.extract_lane', lane).op('i32.mul');
    const { call, bytes } = callable(f);
    expect(call()).toBe(99 * (10 + lane));
    expect([...new Int32Array(bytes, 16, 3)]).toEqual([0, 10 + lane, 0]);
  });
});

test('memory is read and written at an address and an offset', () => {
  const f = giving('i32');
  f.i32(100).i32(7).store('i32.store', 28);
  f.i32(0).load('i32.load', 128).i32(64).load('i32.load', 64).op('i32.add');
  expect(callable(f).call()).toBe(14);
});

test('a function calls another by its place', () => {
  const square = new FunctionBuilder({ parameters: ['i32'], results: ['i32'] });
  const [x] = square.parameters;
  if (!x) throw new TypeError('expected a parameter.');
  square.get(x).get(x).op('i32.mul');
  expect(callable(square, giving('i32').i32(12).call(0)).call()).toBe(144);
});
