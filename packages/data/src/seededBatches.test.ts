import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type BatchOptions, oneHotRows, rowsTensor, seededBatches, takeRows } from './index.ts';

/** Rows whose values tell their row number: input [row, row + 0.5], target row. */
function countedRows(rows: number) {
  return {
    rows,
    inputs: {
      values: Float32Array.from({ length: rows * 2 }, (_, place) => place / 2),
      rowShape: [2],
    },
    targets: { values: Int32Array.from({ length: rows }, (_, row) => row), rowShape: [] },
  };
}

function order(rows: number, options: BatchOptions) {
  return Array.from(seededBatches(countedRows(rows), options), (batch) => {
    tf.dispose([batch.inputs, batch.targets]);
    return [...batch.indices];
  });
}

describe('seededBatches', () => {
  test('covers each row once per epoch, whatever the sizes', async () => {
    await fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(),
        (rows, batchSize, seed) => {
          const seen = Array.from({ length: 2 }, () => new Array<number>(rows).fill(0));
          const [found, wanted]: [object[], object[]] = [[], []];
          for (const { inputs, targets, indices, epoch } of seededBatches(countedRows(rows), {
            batchSize,
            seed,
            epochs: 2,
          })) {
            found.push({
              inputs: { shape: inputs.shape, values: [...inputs.dataSync()] },
              targets: { shape: targets.shape, dtype: targets.dtype, values: [...targets.dataSync()] },
            });
            const values = [...indices];
            wanted.push({
              inputs: { shape: [values.length, 2], values: values.flatMap((row) => [row, row + 0.5]) },
              targets: { shape: [values.length], dtype: 'int32', values },
            });
            const counts = seen[epoch] ?? [];
            for (const row of indices) counts[row] = (counts[row] ?? 0) + 1;
            tf.dispose([inputs, targets]);
          }
          expect(found).toEqual(wanted);
          expect(seen.flat().every((count) => count === 1)).toBe(true);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  test('the last batch holds what is left', () => {
    expect(order(7, { batchSize: 3, seed: 0, epochs: 1 }).map((batch) => batch.length)).toEqual([3, 3, 1]);
    expect(order(2, { batchSize: 32, seed: 0, epochs: 1 }).map((batch) => batch.length)).toEqual([2]);
  });

  test('the order repeats for a seed and differs between seeds, epochs and purposes', () => {
    const options = { batchSize: 40, seed: 4, epochs: 2 };
    expect(order(40, options)).toEqual(order(40, options));
    const [first, second] = order(40, options);
    const [otherSeed] = order(40, { ...options, seed: 5 });
    const [otherPurpose] = order(40, { ...options, purpose: 'teacher' });
    expect(new Set([first, second, otherSeed, otherPurpose].map(String)).size).toBe(4);
  });

  test('whoever writes to the indices of a batch changes no other batch', () => {
    for (const shuffle of [true, false]) {
      const rows = { rows: 4, inputs: { values: Float32Array.of(0, 1, 2, 3), rowShape: [] } };
      const batches = seededBatches(
        { ...rows, targets: rows.inputs },
        { batchSize: 2, seed: 1, shuffle, epochs: 2 },
      );
      const untouched = Array.from(batches, ({ indices }) => [...indices]);
      const touched = Array.from(batches, ({ indices }) => {
        const seen = [...indices];
        indices.fill(9);
        return seen;
      });
      expect(touched).toEqual(untouched);
      expect([0, 1, 2, 3].map((step) => [...(batches.rowBatches.rowsOfStep(step) ?? [])])).toEqual(untouched);
    }
  });

  test('goes on without end when no epochs are given, and leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    let last = 0;
    for (const { inputs, targets, epoch } of seededBatches(countedRows(160), {
      batchSize: 64,
      seed: 0,
    })) {
      tf.dispose([inputs, targets]);
      last = epoch;
      if (epoch === 5) break;
    }
    expect(last).toBe(5);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('bytes become float32 as they are', () => {
    const dataset = {
      rows: 1,
      inputs: { values: Uint8Array.of(0, 128, 255), rowShape: [1, 1, 3] },
      targets: oneHotRows({ values: Int32Array.of(2), rowShape: [] }, 3),
    };
    for (const { inputs, targets } of seededBatches(dataset, { batchSize: 4, seed: 0, epochs: 1 })) {
      expect(inputs.dtype).toBe('float32');
      expect(inputs.shape).toEqual([1, 1, 1, 3]);
      expect([...inputs.dataSync()]).toEqual([0, 128, 255]);
      expect([...targets.dataSync()]).toEqual([0, 0, 1]);
      tf.dispose([inputs, targets]);
    }
  });

  test.each<[BatchOptions, string]>([
    [{ batchSize: 0, seed: 0 }, 'seededBatches: expected batchSize to be an integer of at least 1, got 0.'],
    [
      { batchSize: 1.5, seed: 0 },
      'seededBatches: expected batchSize to be an integer of at least 1, got 1.5.',
    ],
    [{ batchSize: 1, seed: -1 }, 'seededBatches: expected seed to be an integer of at least 0, got -1.'],
    [
      { batchSize: 1, seed: 0, epochs: -1 },
      'seededBatches: expected epochs to be an integer of at least 0, got -1.',
    ],
  ])('refuses %j at the call', (options, message) => {
    expect(() => seededBatches(countedRows(3), options)).toThrow(new RangeError(message));
  });

  test('refuses values that do not fill the rows, and no rows', () => {
    expect(() => seededBatches({ ...countedRows(3), rows: 4 }, { batchSize: 1, seed: 0 })).toThrow(
      new RangeError('seededBatches: expected 8 values in inputs for 4 rows, got 6.'),
    );
    expect(() => seededBatches(countedRows(0), { batchSize: 1, seed: 0 })).toThrow(
      new RangeError('seededBatches: expected rows to be an integer of at least 1, got 0.'),
    );
  });
});

describe('batches of several tensors', () => {
  const rows = countedRows(5);
  const named = {
    rows: 5,
    inputs: { left: rows.inputs, right: rows.targets },
    targets: { ids: rows.targets },
    weights: { values: Float32Array.of(0, 1, 2, 3, 4), rowShape: [] },
  };

  test('come by name, with the weights of their rows', () => {
    const before = tf.memory().numTensors;
    for (const { inputs, targets, weights, indices } of seededBatches(named, {
      batchSize: 2,
      seed: 1,
      epochs: 1,
    })) {
      if (inputs instanceof tf.Tensor || targets instanceof tf.Tensor) throw new Error('Expected names.');
      expect([...(inputs.right?.dataSync() ?? [])]).toEqual([...indices]);
      expect([...(targets.ids?.dataSync() ?? [])]).toEqual([...indices]);
      expect([...(weights?.dataSync() ?? [])]).toEqual([...indices]);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test('with values that do not fill the rows are refused by name', () => {
    const inputs = { ...named.inputs, right: { values: Int32Array.of(1), rowShape: [] } };
    expect(() => seededBatches({ ...named, inputs }, { batchSize: 1, seed: 0 })).toThrow(
      "seededBatches: expected 5 values in inputs 'right' for 5 rows, got 1.",
    );
  });
});

describe('batches from a step on', () => {
  const cases = [1, 4, 7].flatMap((batchSize) =>
    [true, false].flatMap((shuffle) => [true, false].map((dropLast) => ({ batchSize, shuffle, dropLast }))),
  );

  test.each(cases)('are the exact suffix, in order: %j', (options) => {
    const batches = seededBatches(countedRows(15), { ...options, seed: 3, epochs: 3 });
    const ids = (step: number) => {
      const seen: string[] = [];
      const others: string[] = [];
      for (const { targets, indices, epoch } of batches.from(step)) {
        if (targets.dataSync().join() !== indices.join())
          others.push(`${targets.dataSync()}, not ${indices}`);
        seen.push(`${epoch}: ${indices.join(' ')}`);
      }
      expect(others).toEqual([]);
      return seen;
    };
    const before = tf.memory().numTensors;
    const all = Array.from(batches, ({ epoch, indices }) => `${epoch}: ${indices.join(' ')}`);
    const perEpoch = options.dropLast
      ? Math.floor(15 / options.batchSize)
      : Math.ceil(15 / options.batchSize);
    expect(all).toHaveLength(3 * perEpoch);
    expect(batches.stepsPerEpoch).toBe(perEpoch);
    for (let step = 0; step <= all.length + 1; step++) expect(ids(step)).toEqual(all.slice(step));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('without shuffling the order is that of the data, and dropLast leaves the rest out', () => {
    const options = { batchSize: 3, seed: 0, epochs: 2, shuffle: false };
    expect(order(4, options)).toEqual([[0, 1, 2], [3], [0, 1, 2], [3]]);
    expect(order(4, { ...options, dropLast: true })).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(() => order(2, { ...options, dropLast: true })).toThrow(
      new RangeError('seededBatches: expected batchSize <= 2 rows with dropLast, got 3.'),
    );
  });

  test('a misspelt option is refused with the nearest name', () => {
    const misspelt = { batchSize: 1, seed: 0, shufle: false };
    expect(() => seededBatches(countedRows(3), misspelt)).toThrow(
      "expected options out of batchSize, seed, epochs, shuffle, dropLast, purpose, got 'shufle' (did you mean 'shuffle'?).",
    );
  });
});

describe('rows', () => {
  test('takeRows copies rows in any order and keeps the kind of array', () => {
    const rows = { values: Uint8Array.of(1, 2, 3, 4), rowShape: [2] };
    const taken = takeRows(rows, [1, 1, 0]);
    expect(taken).toEqual({ values: Uint8Array.of(3, 4, 3, 4, 1, 2), rowShape: [2] });
    expect(takeRows(rows, []).values).toEqual(new Uint8Array(0));
  });

  test.each([2, -1, 0.5])('takeRows refuses the index %s', (index) => {
    expect(() => takeRows({ values: new Float32Array(4), rowShape: [2] }, [index])).toThrow(
      new RangeError(`takeRows: expected indices of rows from 0 to 1, got ${index}.`),
    );
  });

  test('oneHotRows puts a one at the class and refuses what is no class', () => {
    const ids = (...values: number[]) => ({ values: Int32Array.from(values), rowShape: [] });
    expect(oneHotRows(ids(0, 2), 3)).toEqual({
      values: Float32Array.of(1, 0, 0, 0, 0, 1),
      rowShape: [3],
    });
    expect(() => oneHotRows(ids(3), 3)).toThrow(
      new RangeError('oneHotRows: expected labels from 0 to 2, got 3.'),
    );
    expect(() => oneHotRows(ids(-1), 3)).toThrow(RangeError);
  });

  test('a tensor of rows does not change when the array does', () => {
    const values = Int32Array.of(1, 2);
    const tensor = rowsTensor({ values, rowShape: [] });
    values[0] = 9;
    expect([...tensor.dataSync()]).toEqual([1, 2]);
    tensor.dispose();
  });
});
