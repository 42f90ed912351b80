import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '@losskit/files';
import { faultFileSystem } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { decodeEvents } from '../../fixtures/decodeEvents.ts';
import { csvLog, eventLog, jsonLinesLog, type LogOptions, type TrainingLog } from '../logs.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-logs-'));
});
afterEach(() => rm(folder, { recursive: true }));

const EVENTS = 'events.out.tfevents.losskit';
const clock = () => 1_700_000_000_500;

interface Kind {
  readonly open: (options?: LogOptions) => Promise<TrainingLog>;
  readonly file: string;
  /** Steps of the rows that the file holds. */
  readonly steps: (bytes: Uint8Array) => number[];
}

const textLines = (bytes: Uint8Array) => Buffer.from(bytes).toString().trimEnd().split('\n').filter(Boolean);

const KINDS: Readonly<Record<string, Kind>> = {
  csvLog: {
    open: (options) => csvLog(join(folder, 'a.csv'), options),
    file: 'a.csv',
    steps: (bytes) =>
      textLines(bytes)
        .slice(1)
        .map((line) => Number(line.split(',')[0])),
  },
  jsonLinesLog: {
    open: (options) => jsonLinesLog(join(folder, 'a.jsonl'), options),
    file: 'a.jsonl',
    steps: (bytes) => textLines(bytes).map((line) => JSON.parse(line).step),
  },
  eventLog: {
    open: (options) => eventLog(folder, { clock, ...options }),
    file: EVENTS,
    steps: (bytes) =>
      decodeEvents(bytes)
        .slice(1)
        .map(({ step }) => step),
  },
};

describe.each(Object.entries(KINDS))('%s', (name, { open, file, steps }) => {
  const read = () => readFile(join(folder, file));
  const writeSteps = async (log: TrainingLog, ...all: number[]) => {
    for (const step of all) await log.write({ step, loss: 1 / step });
  };

  test('holds each row when its write returns', async () => {
    const log = await open();
    for (const step of [10, 20, 30]) {
      await writeSteps(log, step);
      expect(steps(await read()).at(-1)).toBe(step);
    }
    await log.close();
    expect(steps(await read())).toEqual([10, 20, 30]);
  });

  test('goes on after a resumed step without a row twice or missing', async () => {
    const whole = await open();
    await writeSteps(whole, 10, 20, 30, 40, 50);
    await whole.close();
    const bytes = await read();
    const first = await open();
    await writeSteps(first, 10, 20, 30, 40);
    await first.close();
    const resumed = await open({ fromStep: 25 });
    await writeSteps(resumed, 30, 40, 50);
    await resumed.close();
    expect(await read()).toEqual(bytes);
  });

  test('goes on after a crash that cut the last row off', async () => {
    const first = await open();
    await writeSteps(first, 10, 20, 30);
    await first.close();
    const bytes = await read();
    await writeFile(join(folder, file), bytes.subarray(0, bytes.length - 3));
    const resumed = await open({ fromStep: 20 });
    await writeSteps(resumed, 30);
    await resumed.close();
    expect(await read()).toEqual(bytes);
  });

  test('starts anew without a step to go on from', async () => {
    for (const step of [10, 20]) {
      const log = await open();
      await writeSteps(log, step);
      await log.close();
    }
    expect(steps(await read())).toEqual([20]);
  });

  test('has no file to go on with, and starts one', async () => {
    const log = await open({ fromStep: 5 });
    await writeSteps(log, 10);
    await log.close();
    expect(steps(await read())).toEqual([10]);
  });

  test('writes on where the disk takes a few bytes at a time', async () => {
    const log = await open({ files: faultFileSystem(nodeFileSystem, { bytesPerWrite: 7 }) });
    await writeSteps(log, 10, 20);
    await log.close();
    expect(steps(await read())).toEqual([10, 20]);
  });

  test('leaves the old file as it is, and none beside it, when the disk fails while a new one starts', async () => {
    const first = await open();
    await writeSteps(first, 10);
    await first.close();
    const bytes = await read();
    const counting = faultFileSystem(nodeFileSystem);
    await (await open({ fromStep: 10, files: counting })).close();
    // All operations but those of closing.
    const count = counting.operations.length - 2;
    expect(count).toBeGreaterThan(4);
    for (let at = 1; at <= count; at++) {
      // What was read is there, whatever closing says.
      if (counting.operations[at - 1] === 'close') continue;
      const files = faultFileSystem(nodeFileSystem, { at, code: 'ENOSPC' });
      await expect(open({ fromStep: 10, files })).rejects.toMatchObject({
        name: 'LosskitError',
        code: expect.stringMatching(/^file-un/),
      });
      expect(await read()).toEqual(bytes);
      expect(await readdir(folder)).toEqual([file]);
    }
  });

  test.each([-1, 0.5, Number.NaN])('refuses to go on from step %s', async (fromStep) => {
    await expect(open({ fromStep })).rejects.toThrow(`${name}: expected fromStep to be an integer >= 0, got`);
  });
});

test('the columns of a csvLog may come later, and its fields are quoted where they must be', async () => {
  const path = join(folder, 'a.csv');
  const log = await csvLog(path);
  await log.write({ step: 1, loss: 0.5 });
  await log.write({ step: 2, loss: Number.NaN, 'validation/a,"b"': 0.25 });
  await log.close();
  const text = 'step,loss,"validation/a,""b"""\n1,0.5,\n2,NaN,0.25\n';
  expect(await readFile(path, 'utf8')).toBe(text);
  const resumed = await csvLog(path, { fromStep: 2 });
  await resumed.write({ step: 3, 'validation/a,"b"': 1 });
  await resumed.close();
  expect(await readFile(path, 'utf8')).toBe(`${text}3,,1\n`);
});

test('a jsonLinesLog names the numbers that JSON lacks', async () => {
  const path = join(folder, 'a.jsonl');
  const log = await jsonLinesLog(path);
  await log.write({ step: 1, loss: Number.NEGATIVE_INFINITY });
  await log.close();
  expect(await readFile(path, 'utf8')).toBe('{"step":1,"loss":"-Infinity"}\n');
});

test.each([
  [csvLog, 'a.csv', 'epoch,loss\n1,2\n', "a.csv: expected a column 'step', got epoch, loss."],
  [
    jsonLinesLog,
    'a.jsonl',
    '{"loss":1}\n',
    'a.jsonl: expected an object with a step in line 1, got \'{"loss":1}\'.',
  ],
])('another kind of file to go on with is refused', async (open, file, text, message) => {
  await writeFile(join(folder, file), text);
  await expect(open(join(folder, file), { fromStep: 3 })).rejects.toThrow(message);
  expect(await readFile(join(folder, file), 'utf8')).toBe(text);
});

test('an eventLog holds scalars and the distribution of tensors, at the time of its clock', async () => {
  const log = await eventLog(folder, { clock });
  await log.write(
    { step: 7, loss: 0.5, 'loss/left': -2 },
    {
      kernel: tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
    },
  );
  await log.close();
  const [version, event, ...more] = decodeEvents(await readFile(join(folder, EVENTS)));
  expect(more).toEqual([]);
  expect(version).toMatchObject({ wallTime: 1_700_000_000.5, version: 'brain.Event:2' });
  expect(event).toMatchObject({ wallTime: 1_700_000_000.5, step: 7 });
  expect(event?.values.map(({ tag, scalar }) => [tag, scalar])).toEqual([
    ['loss', 0.5],
    ['loss/left', -2],
    ['kernel', undefined],
  ]);
  const histogram = event?.values[2]?.histogram;
  expect(histogram).toMatchObject({ 1: [1], 2: [4], 3: [4], 4: [10], 5: [30] });
  expect(histogram?.[6]).toHaveLength(30);
  expect(histogram?.[7]?.reduce((sum, count) => sum + count)).toBe(4);
});
