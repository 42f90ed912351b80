import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import type { FileSystem } from '@losskit/files';
import { nodeFileSystem } from '@losskit/files';
import { randomStream } from '@losskit/random';
import { describe, expect, test } from 'vitest';

import { varint, writeParquet } from '../../../fixtures/writeParquet.ts';
import { readTable, type TableOptions } from '../../index.ts';

const fixture: { readonly cases: readonly { readonly bytes: string }[]; readonly mixed: string } = JSON.parse(
  readFileSync(new URL('../../../fixtures/parquet.json', import.meta.url), 'utf8'),
);
const mixed = Buffer.from(fixture.mixed, 'base64');

/** A file that lies in memory. */
function inMemory(bytes: Buffer): FileSystem {
  const read = async (place: number, length: number) =>
    Uint8Array.from(bytes.subarray(place, place + length));
  return {
    ...nodeFileSystem,
    openForReading: async () => ({ size: bytes.length, read, close: async () => {} }),
  };
}

const read = (bytes: Buffer, options: TableOptions = {}) =>
  readTable('t.parquet', { ...options, files: inMemory(bytes) });

const [INT32, INT64, DOUBLE, BYTE_ARRAY, FIXED] = [1, 2, 5, 6, 7];

function page(body: readonly number[] | Buffer, values: number, encoding: number, size = body.length) {
  return { header: { 1: 0, 2: size, 3: body.length, 5: { 1: values, 2: encoding, 3: 3, 4: 3 } }, body };
}

function dictionary(body: readonly number[], values: number) {
  return { header: { 1: 2, 2: body.length, 3: body.length, 7: { 1: values, 2: 0 } }, body };
}

const doubles = (...values: number[]) => [...Buffer.from(Float64Array.from(values).buffer)];
/** Levels of a page: their bytes after their length. */
const levels = (...bytes: number[]) => [bytes.length, 0, 0, 0, ...bytes];

describe('columns', () => {
  test('beside nested ones are read, in the order in which they are asked for', async () => {
    const table = await read(mixed, { columns: ['y', 'x'] });
    expect(table.names).toEqual(['y', 'x']);
    expect(table.column('x').numbers()).toEqual(Float64Array.of(1.5, -2.5, 3.5));
    expect(table.column('y').categories().names).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['struct', 'nested values'],
    ['list', 'nested values'],
    ['map', 'nested values'],
    ['date', 'dates'],
    ['time', 'times'],
    ['timestamp', 'timestamps'],
    ['fixed', 'bytes'],
  ])('%s is refused as %s', async (name, what) => {
    await expect(read(mixed, { columns: ['x', name] })).rejects.toMatchObject({
      code: 'data-malformed',
      location: { file: 't.parquet', column: name },
      message: `t.parquet, column '${name}': expected numbers or words (--features chooses other columns), got ${what}.`,
    });
  });

  test('that are not there, not finite or in another dialect are refused', async () => {
    await expect(read(mixed, { columns: ['z'] })).rejects.toThrow("t.parquet: expected a column 'z'");
    const table = await read(mixed, { columns: ['infinite'] });
    expect(() => table.column('infinite').numbers()).toThrow(
      "t.parquet, row 2, column 'infinite': expected a finite number, got '-Infinity'.",
    );
    await expect(read(mixed, { columns: ['x'], decimal: ',' })).rejects.toThrow(
      'decimal: expected with a table in text (CSV), got it with t.parquet, Parquet.',
    );
  });

  test('stop when they are told to, and tell how far they are', async () => {
    const seen: number[] = [];
    await read(mixed, { columns: ['x', 'y'], onProgress: (bytes, of) => seen.push(bytes / of) });
    expect(seen.length).toBe(2);
    expect(seen.every((part) => part > 0 && part <= 1)).toBe(true);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    await expect(
      read(mixed, { columns: ['x', 'y'], onProgress, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('are words where a text column says so, and missing as in CSV', async () => {
    const text = (word: string) => [word.length, 0, 0, 0, ...Buffer.from(word)];
    const body = ['a', 'NA', ' 7', ''].flatMap(text);
    const bytes = writeParquet({ type: BYTE_ARRAY, rows: 4, pages: [page(body, 4, 0)] });
    await expect(read(bytes)).rejects.toThrow(
      "t.parquet, row 2, column 'x': expected a value in every row of the columns that are used, got 2 of 4 rows without one ('x' 2); --missing drop leaves them out.",
    );
    expect((await read(bytes, { missing: 'drop' })).column('x').categories().names).toEqual(['7', 'a']);
  });

  test('of decimals are rounded once, of integers without a sign are positive', async () => {
    const eights = Buffer.alloc(16);
    eights.writeBigInt64LE(-9007199254740993n, 0);
    eights.writeBigInt64LE(3n, 8);
    const decimal = { 6: 5, 7: 1, 8: 18 };
    const wide = writeParquet({ type: INT64, rows: 2, pages: [page(eights, 2, 0)], schema: decimal });
    expect((await read(wide)).column('x').numbers()).toEqual(
      Float64Array.of(Number('-900719925474099.3'), 0.3),
    );
    const ones = writeParquet({
      type: INT64,
      rows: 2,
      pages: [page(Buffer.alloc(16, 255), 2, 0)],
      schema: { 6: 14 },
    });
    expect((await read(ones)).column('x').numbers()).toEqual(Float64Array.of(2 ** 64, 2 ** 64));
  });
});

describe('values', () => {
  test('are numbered through all pages of a column', async () => {
    const pages = [page(doubles(1, 2), 2, 0), page(doubles(3, Number.POSITIVE_INFINITY), 2, 0)];
    const table = await read(writeParquet({ type: DOUBLE, rows: 4, pages }));
    expect(() => table.column('x').numbers()).toThrow("row 4, column 'x': expected a finite number");
  });

  test('of decimals may have a scale below 0', async () => {
    const three = Buffer.alloc(8);
    three.writeBigInt64LE(3n);
    const schema = { 6: 5, 7: -2 };
    const bytes = writeParquet({ type: INT64, rows: 1, pages: [page(three, 1, 0)], schema });
    expect((await read(bytes)).column('x').numbers()).toEqual(Float64Array.of(300));
  });

  test('as differences end before miniblocks that are not used', async () => {
    const pages = [page([16, 2, 9, 0, 0, 1, 5, 255], 9, 5)];
    const table = await read(writeParquet({ type: INT32, rows: 9, pages }));
    expect(table.column('x').numbers()).toEqual(Float64Array.from({ length: 9 }, (_, one) => one));
  });

  test('of a fixed length are all there', async () => {
    const schema = { 2: 2, 6: 5, 7: 0 };
    const bytes = writeParquet({ type: FIXED, rows: 2, pages: [page([0, 1], 2, 0)], schema });
    await expect(read(bytes)).rejects.toThrow('got a page that ends too early.');
  });

  test('that repeat are nested', async () => {
    const bytes = writeParquet({ type: DOUBLE, rows: 1, pages: [page(doubles(1), 1, 0)], schema: { 3: 2 } });
    await expect(read(bytes)).rejects.toThrow('got nested values.');
  });
});

describe('a file that is hostile', () => {
  const refused: readonly (readonly [what: string, bytes: Buffer, code: string, got: string])[] = [
    [
      'claims 2^60 rows',
      writeParquet({ type: DOUBLE, rows: 2 ** 60, pages: [] }),
      'file-too-large',
      'at most 100 million',
    ],
    [
      'claims other rows',
      writeParquet({ type: DOUBLE, rows: 1, pages: [], footer: { 3: 2 } }),
      'file-corrupt',
      'another number of rows',
    ],
    [
      'claims rows below 0',
      writeParquet({ type: DOUBLE, rows: -1, pages: [] }),
      'file-corrupt',
      'a size below 0',
    ],
    ['has no rows', writeParquet({ type: DOUBLE, rows: 0, pages: [] }), 'data-empty', 'got none'],
    ['has no pages', writeParquet({ type: DOUBLE, rows: 1, pages: [] }), 'file-corrupt', 'ends too early'],
    [
      'claims a huge page',
      writeParquet({ type: DOUBLE, rows: 1, codec: 1, pages: [page([1, 2], 1, 0, 2 ** 31)] }),
      'file-corrupt',
      'a page of more than 128 MiB',
    ],
    [
      'claims many values',
      writeParquet({ type: DOUBLE, rows: 2 ** 26 + 1, pages: [page([0], 2 ** 26 + 1, 0)] }),
      'file-corrupt',
      'a page of more than 67108864 values',
    ],
    [
      'has more rows than it says',
      writeParquet({ type: DOUBLE, rows: 1, pages: [page(doubles(1, 2), 2, 0)] }),
      'file-corrupt',
      'more rows than it claims',
    ],
    [
      'has fewer values',
      writeParquet({ type: DOUBLE, rows: 2, pages: [page(doubles(1), 2, 0)] }),
      'file-corrupt',
      'ends too early',
    ],
    [
      'is a bomb',
      writeParquet({
        type: DOUBLE,
        rows: 1,
        codec: 2,
        pages: [page(gzipSync(Buffer.alloc(2 ** 24)), 1, 0, 8)],
      }),
      'file-corrupt',
      'a page that cannot be unpacked',
    ],
    [
      'unpacks to less',
      writeParquet({ type: DOUBLE, rows: 1, codec: 2, pages: [page(gzipSync(Buffer.alloc(8)), 1, 0, 16)] }),
      'file-corrupt',
      'another size than it claims',
    ],
    [
      'is of no known compression',
      writeParquet({ type: DOUBLE, rows: 1, codec: 3, pages: [page(doubles(1), 1, 0)] }),
      'file-corrupt',
      'compression by LZO or the LZ4 of Hadoop',
    ],
    [
      'lacks a dictionary',
      writeParquet({ type: DOUBLE, rows: 1, pages: [page([1, 2, 0], 1, 8)] }),
      'file-corrupt',
      'a page without its dictionary',
    ],
    [
      'goes beyond it',
      writeParquet({ type: DOUBLE, rows: 1, pages: [dictionary(doubles(5), 1), page([1, 2, 1], 1, 8)] }),
      'file-corrupt',
      'a value that its dictionary lacks',
    ],
    [
      'has numbers of 32 bits',
      writeParquet({
        type: DOUBLE,
        rows: 1,
        pages: [dictionary(doubles(5), 1), page([32, 2, 1, 1, 1, 1], 1, 8)],
      }),
      'file-corrupt',
      'numbers of too many bits',
    ],
    [
      'has blocks of no size',
      writeParquet({ type: INT32, rows: 9, pages: [page([0, 1, 9, 0, 0], 9, 5)] }),
      'file-corrupt',
      'blocks of no size',
    ],
    [
      'has no miniblocks',
      writeParquet({ type: INT32, rows: 9, pages: [page([128, 1, 0, 9, 0, 0], 9, 5)] }),
      'file-corrupt',
      'blocks of no size',
    ],
    [
      'has deltas of 65 bits',
      writeParquet({ type: INT64, rows: 9, pages: [page([8, 1, 9, 0, 0, 65, 0], 9, 5)] }),
      'file-corrupt',
      'numbers of too many bits',
    ],
    [
      'begins a text like none',
      writeParquet({ type: BYTE_ARRAY, rows: 1, pages: [page([8, 1, 1, 2, 8, 1, 1, 0], 1, 7)] }),
      'file-corrupt',
      'begins like none',
    ],
    [
      'has text that is none',
      writeParquet({ type: BYTE_ARRAY, rows: 1, pages: [page([1, 0, 0, 0, 255], 1, 0)] }),
      'file-corrupt',
      'text that is not UTF-8',
    ],
    [
      'has texts beyond the page',
      writeParquet({ type: BYTE_ARRAY, rows: 1, pages: [page([255, 255, 255, 255, 1], 1, 0)] }),
      'file-corrupt',
      'a page that ends too early',
    ],
    [
      'has values of another type',
      writeParquet({ type: DOUBLE, rows: 1, pages: [], chunk: { 1: INT32 } }),
      'file-corrupt',
      'another type',
    ],
    [
      'has pages beyond its end',
      writeParquet({ type: DOUBLE, rows: 1, pages: [], chunk: { 7: 2 ** 40 } }),
      'file-corrupt',
      'ends too early',
    ],
    ['is encrypted', Buffer.from('PAR1....\0\0\0\0PARE'), 'file-corrupt', 'encrypted'],
    ['has an encrypted footer', Buffer.from('PARE....\0\0\0\0PARE'), 'file-corrupt', 'encrypted'],
    [
      'has encrypted columns',
      writeParquet({ type: DOUBLE, rows: 1, pages: [], footer: { 8: {} } }),
      'file-corrupt',
      'encrypted',
    ],
    ['is only its magic', Buffer.from('PAR1'), 'file-corrupt', 'ends too early'],
    [
      'claims a long footer',
      Buffer.from('PAR1\xff\xff\xff\x7fPAR1', 'latin1'),
      'file-corrupt',
      'ends too early',
    ],
    [
      'claims a long list',
      Buffer.from('PAR1\x19\xfc\xff\xff\xff\xff\x0f\0\x08\0\0\0PAR1', 'latin1'),
      'file-corrupt',
      'ends too early',
    ],
    [
      'is deep',
      Buffer.from(`PAR1${'\x1c'.repeat(100)}\x64\0\0\0PAR1`, 'latin1'),
      'file-corrupt',
      'too many fields',
    ],
    [
      'has a number without end',
      Buffer.from(`PAR1\x16${'\xff'.repeat(19)}\x14\0\0\0PAR1`, 'latin1'),
      'file-corrupt',
      'a number of more than 64 bits',
    ],
  ];

  test.each(refused)('because it %s is refused', async (_, bytes, code, got) => {
    const problem = read(bytes);
    await expect(problem).rejects.toMatchObject({ code });
    await expect(problem).rejects.toThrow(got);
    await expect(problem).rejects.toThrow('t.parquet: expected');
  });

  test('claims runs longer than the page, which are cut', async () => {
    const run = varint(2 * (2 ** 50 + 1));
    const body = [...levels(...run, 1), ...doubles(1, 2)];
    const long = writeParquet({ type: DOUBLE, rows: 2, isOptional: true, pages: [page(body, 2, 0)] });
    expect((await read(long)).column('x').numbers()).toEqual(Float64Array.of(1, 2));
    const packed = [...levels(...varint(2 * 2 ** 40 + 1), 1), ...doubles(7)];
    const half = writeParquet({ type: DOUBLE, rows: 2, isOptional: true, pages: [page(packed, 2, 0)] });
    expect((await read(half, { missing: 'drop' })).column('x').numbers()).toEqual(Float64Array.of(7));
  });

  test('is never more than refused, whatever bytes are changed', async () => {
    const stream = randomStream(3, 'hostile tables');
    const files = [...fixture.cases.map(({ bytes }) => bytes), fixture.mixed];
    for (let one = 0; one < 300; one++) {
      const bytes = Buffer.from(files[one % files.length] ?? '', 'base64');
      for (let changes = 0; changes <= stream.integer(4); changes++) {
        const isFooter = stream.integer(2) === 0;
        const place = isFooter ? bytes.length - 1 - stream.integer(600) : stream.integer(bytes.length);
        bytes[Math.max(4, place)] = stream.integer(256);
      }
      const cut = stream.integer(5) === 0 ? stream.integer(bytes.length) : bytes.length;
      const problem = await read(bytes.subarray(0, cut), { missing: 'drop' }).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (problem !== undefined) expect(problem).toMatchObject({ name: 'LosskitError' });
    }
  });
});
