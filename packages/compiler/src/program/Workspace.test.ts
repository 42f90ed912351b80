import { afterEach, describe, expect, test } from 'vitest';

import { sizeOf } from '../graph/View.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import { paddedBytes, Workspace } from './Workspace.ts';

const made: Workspace[] = [];
function workspaceOf(states: ConstructorParameters<typeof Workspace>[0]): Workspace {
  const workspace = new Workspace(states);
  made.push(workspace);
  return workspace;
}

afterEach(() => {
  for (const workspace of made.splice(0)) workspace.dispose();
});

describe('states', () => {
  test('lie apart, with room for the vector that starts at the last number', () => {
    const shapes = [[], [1], [4], [5], [3, 7], [0], [0, 3]];
    const workspace = workspaceOf(
      Object.fromEntries(shapes.map((shape, index) => [`s${index}`, { shape, dtype: 'float32' }])),
    );
    const places = shapes.map((shape, index) => ({
      start: workspace.stateAddress(`s${index}`) ?? 0,
      size: sizeOf(shape),
    }));
    places.forEach(({ start, size }, index) => {
      expect(start % 16).toBe(0);
      expect(workspace.state(`s${index}`).length).toBe(size);
      const next = places[index + 1]?.start ?? workspace.end;
      expect(next - start).toBeGreaterThanOrEqual(4 * size + 12);
    });
  });

  test('are looked at in their type, truth values as floats', () => {
    const workspace = workspaceOf({
      float: { shape: [2], dtype: 'float32' },
      integer: { shape: [2], dtype: 'int32' },
      truth: { shape: [2], dtype: 'bool' },
    });
    workspace.state('float').set([0.5, -0]);
    workspace.state('integer').set([-(2 ** 31), 2 ** 31 - 1]);
    workspace.state('truth').set([1, 0]);
    expect(workspace.state('float')).toEqual(Float32Array.of(0.5, -0));
    expect(workspace.state('integer')).toEqual(Int32Array.of(-(2 ** 31), 2 ** 31 - 1));
    expect(workspace.state('truth')).toEqual(Float32Array.of(1, 0));
  });

  test('are kept and put back as a whole', () => {
    const workspace = workspaceOf({
      float: { shape: [5], dtype: 'float32' },
      integer: { shape: [], dtype: 'int32' },
    });
    workspace.state('float').set([1, 2, 3, 4, 5]);
    workspace.state('integer').set([6]);
    const kept = workspace.states.slice();
    const rows = workspace.addRows(Float32Array.of(7, 8), 1);
    workspace.state('float').fill(0);
    workspace.state('integer').fill(0);
    workspace.states.set(kept);
    expect([...workspace.state('float'), ...workspace.state('integer')]).toEqual([1, 2, 3, 4, 5, 6]);
    workspace.states.fill(255);
    expect([...workspace.floats(rows.address, 2)]).toEqual([7, 8]);
  });

  test('of no such name are an error', () => {
    const workspace = workspaceOf({ known: { shape: [2], dtype: 'float32' } });
    expect(workspace.stateAddress('other')).toBeUndefined();
    expect(() => workspace.state('other')).toThrow("Workspace: expected a state, got 'other'.");
  });

  test('keep their numbers when the workspace grows', () => {
    const workspace = workspaceOf({ kept: { shape: [3], dtype: 'float32' } });
    workspace.state('kept').set([1, 2, 3]);
    const before = workspace.end;
    expect(workspace.allocate(3_000_000)).toBe(before);
    expect(workspace.end).toBe(before + 3_000_000);
    expect([...workspace.state('kept')]).toEqual([1, 2, 3]);
    expect(workspace.floats(before, 750_000).length).toBe(750_000);
  });
});

test.each([
  [0, 16],
  [1, 32],
  [4, 32],
  [5, 48],
])('%i numbers take %i bytes', (size, bytes) => {
  expect(paddedBytes(size)).toBe(bytes);
});

describe('rows', () => {
  test.each([
    [Float32Array.of(0.5, 1, 2, 3, 4, 5), 'float32'],
    [Int32Array.of(1, 2, 3, 4, 5, 6), 'int32'],
    [Uint8Array.of(1, 2, 3, 4, 5, 255), 'uint8'],
  ] as const)('%o', (values, type) => {
    const workspace = workspaceOf({});
    workspace.addRows(Uint8Array.of(9, 9, 9), 3);
    const rows = workspace.addRows(values, 3);
    expect(rows).toMatchObject({ rowSize: 3, rows: 2, type });
    expect(rows.address % 16).toBe(0);
    // A vector may start at the last number.
    expect(workspace.end - rows.address).toBeGreaterThanOrEqual(values.byteLength + 12);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const floats = workspace.floats(rows.address, 1);
    expect(new Uint8Array(floats.buffer, rows.address, values.byteLength)).toEqual(bytes);
  });

  test('are copied from the part of a buffer that their view shows', () => {
    const workspace = workspaceOf({});
    const rows = workspace.addRows(Float32Array.of(1, 2, 3, 4, 5).subarray(1, 3), 1);
    expect(rows.rows).toBe(2);
    expect([...workspace.floats(rows.address, 2)]).toEqual([2, 3]);
  });

  test.each([
    [5, 2],
    [4, 0],
    [4, -1],
    [4, 1.5],
  ])('%i numbers are not rows of %d', (count, rowSize) => {
    expect(() => workspaceOf({}).addRows(new Float32Array(count), rowSize)).toThrow(
      `addRows: expected a number of values that rows of ${rowSize} fill, got ${count}.`,
    );
  });

  test('of nothing are none', () => {
    expect(workspaceOf({}).addRows(new Float32Array(0), 3).rows).toBe(0);
  });
});

describe('more than 2 GB', () => {
  const sentence = /^(the step|it) needs \d+ MiB, more than the 2048 MiB that a program can have$/;

  test('of states are refused before anything is allocated', () => {
    const shape = [1024, 1024, 400];
    const states = { a: { shape, dtype: 'float32' }, b: { shape, dtype: 'float32' } } as const;
    expect(() => new Workspace(states)).toThrow(UnsupportedError);
    expect(() => new Workspace(states)).toThrow(sentence);
  });

  test('of anything are refused, and what was there stays', () => {
    const workspace = workspaceOf({ kept: { shape: [2], dtype: 'float32' } });
    workspace.state('kept').set([1, 2]);
    const { end } = workspace;
    expect(() => workspace.allocate(2 ** 31)).toThrow(sentence);
    expect(workspace.end).toBe(end);
    expect([...workspace.state('kept')]).toEqual([1, 2]);
  });
});

describe('memory that was given back', () => {
  const bufferOf = (workspace: Workspace) => workspace.floats(0, 1).buffer;

  test('is taken again, and grows where it must', () => {
    const first = workspaceOf({ a: { shape: [4], dtype: 'float32' } });
    const buffer = bufferOf(first);
    first.dispose();
    const second = workspaceOf({ b: { shape: [4], dtype: 'float32' } });
    expect(bufferOf(second)).toBe(buffer);
    second.dispose();
    const third = workspaceOf({ c: { shape: [100_000], dtype: 'float32' } });
    third.state('c').fill(1);
    expect(third.state('c').length).toBe(100_000);
  });

  test('is not kept where it is large, or twice', () => {
    const large = workspaceOf({ a: { shape: [2 ** 25], dtype: 'float32' } });
    const buffer = bufferOf(large);
    large.dispose();
    const next = workspaceOf({});
    expect(bufferOf(next)).not.toBe(buffer);
    const other = workspaceOf({});
    next.dispose();
    next.dispose();
    const third = workspaceOf({});
    expect(bufferOf(third)).not.toBe(bufferOf(other));
    const fourth = workspaceOf({});
    expect(bufferOf(fourth)).not.toBe(bufferOf(third));
  });
});

test('a module without setup and run is refused', () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  expect(() => workspaceOf({}).instantiate(empty)).toThrow(
    'Workspace: expected a module that exports setup and run.',
  );
});
