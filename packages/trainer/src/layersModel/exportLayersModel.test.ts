import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '@losskit/files';
import { failEveryOperation } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { exportLayersModel } from './exportLayersModel.ts';
import { importLayersModel } from './importLayersModel.ts';

let root = '';
let folder = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'losskit-model-'));
  folder = join(root, 'model');
});
afterEach(() => rm(root, { recursive: true }));

function makeModel(units = 3): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units, activation: 'relu', inputShape: [2], name: 'hidden' }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 1, name: 'score' }),
    ],
  });
}

test('a model comes back with the same bits', async () => {
  const model = makeModel();
  expect(await exportLayersModel(model, folder)).toBe(join(folder, 'model.json'));
  const read = await tf.loadLayersModel(await importLayersModel(folder));
  const inputs = tf.tensor2d([
    [0.5, -2],
    [1, 3],
  ]);
  const [before, after] = [model, read].map((one) => {
    const outputs = one.predict(inputs);
    if (!(outputs instanceof tf.Tensor)) throw new TypeError('expected one output');
    return outputs.dataSync();
  });
  expect(after).toEqual(before);
  expect(read.getWeights().map((weight) => weight.dataSync())).toEqual(
    model.getWeights().map((weight) => weight.dataSync()),
  );
  tf.dispose(inputs);
  model.dispose();
  read.dispose();
});

test('whichever file operation fails, the model that was there can be read, or the new one', async () => {
  const [old, other] = [makeModel(), makeModel(5)];
  const bitsOf = (model: tf.LayersModel) => model.getWeights().map((one) => [...one.dataSync()]);
  const outcomes = new Set<number>();
  const failures = await failEveryOperation(nodeFileSystem, {}, async (files) => {
    await exportLayersModel(old, folder);
    await exportLayersModel(other, folder, files).catch((error: unknown) => {
      expect(error).toMatchObject({ name: 'LosskitError' });
    });
    const read = await tf.loadLayersModel(await importLayersModel(folder));
    expect([bitsOf(old), bitsOf(other)]).toContainEqual(bitsOf(read));
    outcomes.add(bitsOf(read).flat().length);
    read.dispose();
  });
  expect(failures).toBe(16);
  expect(outcomes.size).toBe(2);
  expect(await readdir(folder)).toHaveLength(2);
  old.dispose();
  other.dispose();
});

/** A model.json with a change, beside weights of 4 bytes. */
async function writeManifest(change: Record<string, unknown>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'weights.bin'), new Uint8Array(4));
  const weights = [{ name: 'a', shape: [1], dtype: 'float32' }];
  await writeFile(
    join(folder, 'model.json'),
    JSON.stringify({
      modelTopology: { class_name: 'Sequential' },
      weightsManifest: [{ paths: ['weights.bin'], weights }],
      ...change,
    }),
  );
}

const ESCAPES = [
  '../canary',
  '..',
  '.',
  '',
  './weights.bin',
  '../model/weights.bin',
  'a/../../canary',
  '/etc/passwd',
  '//etc/passwd',
  '\\\\host\\share',
  '..\\canary',
  'a\\..\\..\\canary',
  'C:\\canary',
  'C:canary',
  'c:/canary',
  '%2e%2e/canary',
  '%2e%2e%2fcanary',
  '..%2fcanary',
  '..%5ccanary',
  'file:///etc/passwd',
  'file:canary',
  'http://127.0.0.1/canary',
  'https://127.0.0.1',
  'data:,x',
  '\u0000',
  'weights.bin\u0000',
  '../canary\u0000.bin',
  '․․/canary',
  '．．／canary',
  '‥/canary',
  'weights.bin/',
  'weights.bin/.',
  'weights.bin/..',
  '~/canary',
  '$HOME/canary',
  ' ../canary',
  '../canary ',
  '....//canary',
  'x'.repeat(5000),
  `${'../'.repeat(300)}etc/passwd`,
  '-rf',
  'CON:',
  'weights.bin:stream',
  'weights\n.bin',
];

test.each(ESCAPES)('the path %j in a model.json is refused', async (path) => {
  await mkdir(root, { recursive: true });
  await writeFile(join(root, 'canary'), new Uint8Array(4));
  const weights = [{ name: 'a', shape: [1], dtype: 'float32' }];
  await writeManifest({ weightsManifest: [{ paths: [path], weights }] });
  await expect(importLayersModel(folder)).rejects.toMatchObject({
    code: 'model-malformed',
    message: expect.stringContaining("expected the plain name of a file beside it in 'paths', got "),
  });
});

describe('links', () => {
  beforeEach(async () => {
    await writeManifest({});
    await writeFile(join(root, 'canary'), new Uint8Array(4));
    await rm(join(folder, 'weights.bin'));
  });

  test('a symbolic link is not followed', async (context) => {
    if (process.platform === 'win32') context.skip('links are not told from files on Windows');
    await symlink(join(root, 'canary'), join(folder, 'weights.bin'));
    await expect(importLayersModel(folder)).rejects.toThrow(
      `${join(folder, 'weights.bin')}: cannot be read: it is a symbolic link.`,
    );
  });

  test('a folder in the place of a file is refused', async () => {
    await mkdir(join(folder, 'weights.bin'));
    await expect(importLayersModel(folder)).rejects.toMatchObject({ name: 'LosskitError' });
  });

  test('a hard link is a file like any other, and a folder that is a link is the choice of the caller', async () => {
    await link(join(root, 'canary'), join(folder, 'weights.bin'));
    await symlink(folder, join(root, 'alias'));
    await expect(importLayersModel(join(root, 'alias'))).resolves.toHaveProperty('load');
  });
});

function weight(change: Record<string, unknown>): Record<string, unknown> {
  const weights = [{ name: 'a', shape: [1], dtype: 'float32', ...change }];
  return { weightsManifest: [{ paths: ['weights.bin'], weights }] };
}

let nested: unknown = 1;
for (let depth = 0; depth < 500; depth++) nested = [nested];

test.each<[string, Record<string, unknown>]>([
  ['no topology', { modelTopology: undefined }],
  ['a list as topology', { modelTopology: [] }],
  ['no manifest', { weightsManifest: undefined }],
  ['a manifest of numbers', { weightsManifest: [1] }],
  ['the class constructor', { modelTopology: { class_name: 'constructor' } }],
  ['the class __proto__', { modelTopology: { config: [{ className: '__proto__' }] } }],
  ['the activation toString', { modelTopology: { config: { activation: 'toString' } } }],
  [
    'the initializer hasOwnProperty',
    { modelTopology: { kernel_initializer: { class_name: 'hasOwnProperty' } } },
  ],
  ['the setting __proto__', { modelTopology: JSON.parse('{"config":{"__proto__":{"polluted":true}}}') }],
  ['deep nesting', { modelTopology: { config: nested } }],
  ['the weight __proto__', weight({ name: '__proto__' })],
  ['a weight without name', weight({ name: undefined })],
  ['texts without end', weight({ dtype: 'string', shape: [1e12] })],
  ['complex numbers', weight({ dtype: 'complex64' })],
  ['a shape without end', weight({ shape: [2 ** 40, 2 ** 40] })],
  ['a negative shape', weight({ shape: [-1, -1] })],
  ['a fraction as shape', weight({ shape: [0.5] })],
  ['a shape of words', weight({ shape: ['1'] })],
  ['seven dimensions', weight({ shape: [1, 1, 1, 1, 1, 1, 1] })],
  ['a shape for more bytes', weight({ shape: [2] })],
  ['a shape for fewer bytes', weight({ shape: [0] })],
  ['a quantization without scale', weight({ quantization: { dtype: 'uint8' } })],
  ['a quantization of another type', weight({ quantization: { dtype: 'uint4', scale: 1, min: 0 } })],
])('%s is refused', async (_, change) => {
  await writeManifest(change);
  await expect(importLayersModel(folder)).rejects.toMatchObject({
    name: 'LosskitError',
    code: 'model-malformed',
    message: expect.stringMatching(/model\.json|weights\.bin/),
  });
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('a weight that is there twice is refused', async () => {
  const one = { name: 'a', shape: [], dtype: 'float32' };
  await writeManifest({ weightsManifest: [{ paths: ['weights.bin'], weights: [one, one] }] });
  await expect(importLayersModel(folder)).rejects.toThrow("names of weights, each once, got 'a'");
});

test('what is not JSON, and a folder without a model, say so', async () => {
  await expect(importLayersModel(folder)).rejects.toMatchObject({ code: 'file-missing' });
  await writeManifest({});
  await writeFile(join(folder, 'model.json'), '{');
  await expect(importLayersModel(folder)).rejects.toThrow('model.json: expected JSON, got something else.');
  expect(await readFile(join(folder, 'weights.bin'))).toHaveLength(4);
});
