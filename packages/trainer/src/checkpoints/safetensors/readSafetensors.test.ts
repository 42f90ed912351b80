import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LosskitError } from '@losskit/errors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readSafetensors } from './readSafetensors.ts';
import { ELEMENT_BYTES, type SafetensorsType } from './Safetensors.ts';
import { writeSafetensors } from './writeSafetensors.ts';

/** A file of this header and so many bytes of data; the length can lie. */
function fileOf(header: string | Uint8Array, dataSize = 0, length?: bigint): Buffer {
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(length ?? BigInt(Buffer.byteLength(header)));
  return Buffer.concat([prefix, Buffer.from(header), Buffer.alloc(dataSize)]);
}

function codeOf(file: Uint8Array): string {
  try {
    readSafetensors(file, 'model.safetensors');
  } catch (error) {
    if (!(error instanceof LosskitError)) throw error;
    expect(error.message).toMatch(/^model\.safetensors: expected .*, got .*\.$/s);
    expect(error.location).toEqual({ file: 'model.safetensors' });
    return error.code.replace('safetensors-', '');
  }
  return 'accepted';
}

function tensor(name: string, info: Record<string, unknown>): string {
  return `{${JSON.stringify(name)}:${JSON.stringify({ dtype: 'I32', shape: [2, 2], data_offsets: [0, 16], ...info })}}`;
}

function withShape(shape: string, end = 16): Buffer {
  return fileOf(`{"a":{"dtype":"I32","shape":${shape},"data_offsets":[0,${end}]}}`, end);
}

const OVERLAP = JSON.stringify(
  Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [
      `t${index}`,
      { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
    ]),
  ),
);

describe('what the format does not allow', () => {
  test.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(), 'header-missing'],
    ['seven bytes', new Uint8Array(7), 'header-missing'],
    ['a length and nothing after it', fileOf('', 0, 60n), 'header-beyond-file'],
    ['a length with high bytes set', fileOf('{}', 0, 0x3c3c3c3c3c3c3c3cn), 'header-too-large'],
    ['a length of 2^32', fileOf('{}', 0, 2n ** 32n), 'header-too-large'],
    ['a length of 2^64 - 1', fileOf('{}', 0, 2n ** 64n - 1n), 'header-too-large'],
    ['the byte 0xff', fileOf(Uint8Array.of(0xff)), 'header-not-utf8'],
    ['a byte order mark', fileOf('\u{feff}{}'), 'header-not-json'],
    ['no header', fileOf(''), 'header-not-json'],
    ['an open brace', fileOf('{'), 'header-not-json'],
    ['a comma too many', fileOf('{"a":{},}'), 'header-not-json'],
    ['a string that does not end', fileOf('{"a'), 'header-not-json'],
    ['a string that ends in a backslash', fileOf('{"a\\'), 'header-not-json'],
    ['half of a character', fileOf('{"\\ud800":1}'), 'header-not-json'],
    ['a line break in a string', fileOf('{"a\nb":1}'), 'header-not-json'],
    ['two objects', fileOf('{}{}'), 'header-not-json'],
    ['true, which no header has', fileOf(tensor('a', { dtype: true }), 16), 'header-not-json'],
    ['deep nesting', fileOf('['.repeat(100_000)), 'header-not-json'],
    ['a list', fileOf('[]'), 'header-malformed'],
    ['space before the brace', fileOf(' {}'), 'header-malformed'],
    ['a tensor that is a string', fileOf('{"a":"b"}'), 'header-malformed'],
    ['metadata that are a list', fileOf('{"__metadata__":[]}'), 'header-malformed'],
    ['metadata that hold a number', fileOf('{"__metadata__":{"a":1}}'), 'header-malformed'],
    ['a fourth key', fileOf(tensor('a', { more: 'x' }), 16), 'header-malformed'],
    ['a name twice', fileOf('{"a":{},"a":{}}'), 'key-duplicate'],
    ['a name twice, once escaped', fileOf('{"a":{},"\\u0061":{}}'), 'key-duplicate'],
    ['a shape twice', fileOf('{"a":{"shape":[],"shape":[]}}'), 'key-duplicate'],
    ['a metadata key twice', fileOf('{"__metadata__":{"a":"","a":""}}'), 'key-duplicate'],
    ['an unknown dtype', fileOf(tensor('a', { dtype: 'F31' }), 16), 'dtype-unknown'],
    ['a dtype of every object', fileOf(tensor('a', { dtype: 'constructor' }), 16), 'dtype-unknown'],
    ['no dtype', fileOf('{"a":{"shape":[],"data_offsets":[0,4]}}', 4), 'dtype-unknown'],
    ['no shape', fileOf('{"a":{"dtype":"I32","data_offsets":[0,4]}}', 4), 'shape-invalid'],
    ['a fraction', withShape('[1.5,2]'), 'shape-invalid'],
    ['a whole number written as a fraction', withShape('[2.0,2]'), 'shape-invalid'],
    ['an exponent', withShape('[4e0]'), 'shape-invalid'],
    ['a negative dimension', withShape('[-2,-2]'), 'shape-invalid'],
    ['a dimension in words', withShape('["4"]'), 'shape-invalid'],
    ['a shape that is a number', withShape('4'), 'shape-invalid'],
    ['nine dimensions', withShape('[4,1,1,1,1,1,1,1,1]'), 'shape-invalid'],
    ['2 × (2^64 - 2) elements', withShape('[2,18446744073709551614]'), 'shape-invalid'],
    ['2 × (2^63 - 1) elements', withShape('[2,9223372036854775807]'), 'shape-invalid'],
    ['a product beyond 2^53', withShape('[67108864,67108864,67108864]'), 'shape-invalid'],
    ['no offsets', fileOf('{"a":{"dtype":"I32","shape":[1]}}', 4), 'offsets-invalid'],
    ['one offset', fileOf(tensor('a', { data_offsets: [16] }), 16), 'offsets-invalid'],
    ['three offsets', fileOf(tensor('a', { data_offsets: [0, 16, 16] }), 16), 'offsets-invalid'],
    ['an end before the start', fileOf(tensor('a', { data_offsets: [16, 0] }), 16), 'offsets-invalid'],
    ['ten tensors over one another', fileOf(OVERLAP, 16), 'offsets-invalid'],
    ['a hole at the start', fileOf(tensor('a', { data_offsets: [4, 20] }), 20), 'offsets-invalid'],
    ['a shape for other bytes', fileOf(tensor('a', { data_offsets: [0, 4] }), 4), 'size-mismatch'],
    ['bytes after the data', fileOf(tensor('a', {}), 17), 'data-incomplete'],
    ['two bytes missing', fileOf(tensor('a', {}), 14), 'data-incomplete'],
    ['data without tensors', fileOf('{}', 1), 'data-incomplete'],
    ['a long name', fileOf(tensor('é'.repeat(513), {}), 16), 'name-too-long'],
  ])('%s', (_, file, code) => {
    expect(codeOf(file)).toBe(code);
  });

  test.each<[string, Uint8Array]>([
    ['no tensor', fileOf('{}')],
    ['space after the header', fileOf('{}      ')],
    ['space within', fileOf('{ "__metadata__" : { "a" : "b" } }')],
    ['a tensor without elements', withShape('[2,0]', 0)],
    ['a scalar', withShape('[]', 4)],
    ['eight dimensions', withShape('[4,1,1,1,1,1,1,1]')],
  ])('but it allows %s', (_, file) => {
    expect(codeOf(file)).toBe('accepted');
  });
});

test('names of every object are data', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__', 'valueOf', ''];
  const tensors = new Map(
    names.map((name, index) => [name, { dtype: 'U8', shape: [1], bytes: Uint8Array.of(index) }] as const),
  );
  const metadata = new Map(names.map((name) => [name, name]));
  const read = readSafetensors(writeSafetensors({ metadata, tensors }));
  expect(read).toEqual({ metadata, tensors });
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('what was written comes back: any names, types, shapes and bytes', () => {
  const types = fc.constantFrom(...(Object.keys(ELEMENT_BYTES) as SafetensorsType[]));
  // Every character but halves of pairs; fast-check's own unit of these takes a second to set up.
  const character = fc
    .oneof(fc.nat(0x7f), fc.integer({ min: 0x80, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
    .map((code) => String.fromCodePoint(code));
  const name = fc.string({ unit: character, maxLength: 20 }).filter((one) => one !== '__metadata__');
  const stored = fc.tuple(types, fc.array(fc.nat({ max: 3 }), { maxLength: 4 })).chain(([dtype, shape]) => {
    const size = shape.reduce((product, one) => product * one, ELEMENT_BYTES[dtype]);
    return fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => ({ dtype, shape, bytes }));
  });
  const contents = fc.record({
    metadata: fc.array(fc.tuple(name, name)).map((entries) => new Map(entries)),
    tensors: fc.array(fc.tuple(name, stored)).map((entries) => new Map(entries)),
  });
  fc.assert(
    fc.property(contents, (one) => {
      expect(readSafetensors(writeSafetensors(one))).toEqual(one);
    }),
    { seed: 20, numRuns: 1000 },
  );
});

test.each([
  ['a name that is taken', '__metadata__', [1], 1, "Unicode other than __metadata__, got '__metadata__'"],
  ['half of a character', '\ud800', [1], 1, 'expected a name of at most 1024 bytes'],
  ['a long name', 'x'.repeat(1025), [1], 1, 'expected a name of at most 1024 bytes'],
  ['too few bytes', 'a', [2], 1, "expected 2 bytes for 'a' of U8 [2], got 1"],
  ['a fraction', 'a', [0.5], 1, 'to be at most 8 integers >= 0'],
  ['nine dimensions', 'a', [1, 1, 1, 1, 1, 1, 1, 1, 1], 1, 'to be at most 8 integers >= 0'],
])('%s is not written', (_, name, shape, size, message) => {
  const tensors = new Map([[name, { dtype: 'U8', shape, bytes: new Uint8Array(size) } as const]]);
  expect(() => writeSafetensors({ metadata: new Map(), tensors })).toThrow(message);
});

test('a header beyond the limit is not written', () => {
  const metadata = new Map([['long', 'x'.repeat(2 ** 24)]]);
  expect(() => writeSafetensors({ metadata, tensors: new Map() })).toThrow(
    'a header of at most 16777216 bytes',
  );
});

interface Fixture {
  readonly file: string;
  readonly tensors: readonly { name: string; shape: number[]; dtype: string; hex: string }[];
}

const NUMPY_TYPES: Readonly<Record<string, SafetensorsType>> = {
  float16: 'F16',
  float32: 'F32',
  float64: 'F64',
  int32: 'I32',
  int64: 'I64',
  uint8: 'U8',
  uint16: 'U16',
  bool: 'BOOL',
};

test("a file of Python's safetensors is read, and written again with the same tensors", async () => {
  const text = await readFile(new URL('../../../fixtures/safetensors.json', import.meta.url), 'utf8');
  const fixture: Fixture = JSON.parse(text);
  const read = readSafetensors(Buffer.from(fixture.file, 'base64'));
  expect(read.metadata).toEqual(
    new Map([
      ['format', 'np'],
      ['note', 'ü'],
    ]),
  );
  expect(read.tensors).toEqual(
    new Map(
      fixture.tensors.map(({ name, shape, dtype, hex }) => [
        name,
        { dtype: NUMPY_TYPES[dtype], shape, bytes: Uint8Array.from(Buffer.from(hex, 'hex')) },
      ]),
    ),
  );
  expect(readSafetensors(writeSafetensors(read))).toEqual(read);
});

const PYTHON = process.env.PYTHON ?? 'python3';
const SCRIPT = fileURLToPath(
  new URL('../../../../../scripts/reference/safetensors_files.py', import.meta.url),
);

test("Python's safetensors reads what is written here", async (context) => {
  const installed = spawnSync(PYTHON, ['-c', 'import safetensors, numpy']).status === 0;
  if (!installed) context.skip('safetensors and numpy are not installed for python3, or what PYTHON names');
  const fixture: Fixture = JSON.parse(
    await readFile(new URL('../../../fixtures/safetensors.json', import.meta.url), 'utf8'),
  );
  const contents = readSafetensors(Buffer.from(fixture.file, 'base64'));
  const folder = await mkdtemp(join(tmpdir(), 'losskit-safetensors-'));
  try {
    const path = join(folder, 'ours.safetensors');
    await writeFile(path, writeSafetensors(contents));
    const { stdout, stderr } = spawnSync(PYTHON, ['-P', SCRIPT, '--read', path], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      metadata: { format: 'np', note: 'ü' },
      tensors: fixture.tensors,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
