import { compare, type OpenExecutor, processPool, type RunContext, type TrialRequest } from '@losskit/study';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Cell, cellId, cellSchema, contextDigest } from './Cell.ts';
import { digestOfRun, readCellResult } from './CellResult.ts';
import { runCell } from './runCell.ts';

const SMALL = { tasks: ['linear'], losses: ['mse', 'huber'], seeds: 2, epochs: 2, backend: 'cpu' } as const;
const pool = processPool(1);
afterAll(() => pool.close());

const request: TrialRequest = {
  task: 'linear',
  reference: { from: 'built-in', name: 'linear' },
  loss: 'huber',
  seed: 3,
  learningRate: 0.1,
  backend: 'cpu',
  compile: 'auto',
  workload: 'tiny',
  batchSize: 32,
  epochs: 1,
  rowShapes: '[1] to []',
  purpose: 'score',
  pictures: false,
  evaluateBy: [],
};
let context: RunContext;

/** Runs cells as another machine would that got them as text. */
const asElsewhere: OpenExecutor = async (contexts) => ({
  jobs: 2,
  async run(asked, keep) {
    const ofTask = contexts.find(({ task }) => task === asked.task);
    const cell = cellSchema.parse(JSON.parse(JSON.stringify({ context: ofTask, request: asked })));
    const answer: unknown = JSON.parse(JSON.stringify(await runCell(pool, cell, 'elsewhere')));
    const result = readCellResult(cell, answer);
    if (!('run' in result)) throw new Error(result.problem);
    await keep(result.run);
    return result.run;
  },
  async close() {},
});

beforeAll(async () => {
  await compare({
    ...SMALL,
    seeds: 1,
    openExecutor: async (contexts, signal, comparison) => {
      context = contexts[0] ?? expect.unreachable();
      return asElsewhere(contexts, signal, comparison);
    },
  });
}, 60_000);

test('a comparison of cells that were run elsewhere is that of one machine', async () => {
  const [here, elsewhere] = [await compare(SMALL), await compare({ ...SMALL, openExecutor: asElsewhere })];
  expect(JSON.stringify(elsewhere.comparison)).toBe(JSON.stringify(here.comparison));
});

describe('the name of a cell', () => {
  test('is that of what it holds, whatever the order of its keys', () => {
    const shuffled: unknown = Object.fromEntries(Object.entries(request).reverse());
    const cell = cellSchema.parse({ request: shuffled, context });
    expect(cellId(cell)).toMatch(/^[0-9a-f]{64}$/);
    expect(cellId(cell)).toBe(cellId({ context, request }));
  });

  test('is another for another request, and in another context', () => {
    const others: readonly Cell[] = [
      { context, request: { ...request, seed: 4 } },
      { context: { ...context, losskit: '0.0.1' }, request },
    ];
    expect(new Set([{ context, request }, ...others].map(cellId)).size).toBe(3);
    expect(contextDigest({ ...context, node: '99' })).not.toBe(contextDigest(context));
  });
});

test.each<[string, unknown]>([
  ['a text', 'rm -rf /'],
  ['no context', { request: { task: 'linear' } }],
  ['a key too many', { request: { ...{ task: 'linear' }, run: 'process.exit()' } }],
])('%s is no cell', (_, value) => {
  expect(cellSchema.safeParse(value).success).toBe(false);
});

test('a cell with keys of its own, too many levels or a reference of another form is refused', () => {
  const parse = (value: unknown) => cellSchema.safeParse(value);
  expect(parse({ context, request }).success).toBe(true);
  expect(parse({ context, request: { ...request, code: '1' } }).success).toBe(false);
  expect(parse({ context, request: { ...request, reference: { from: 'code', name: 'x' } } }).success).toBe(
    false,
  );
  expect(parse({ context, request: { ...request, loss: 'l'.repeat(1001) } }).success).toBe(false);
  const polluted = JSON.parse(`{"__proto__":{"a":1},${JSON.stringify({ context, request }).slice(1)}`);
  expect(parse(polluted).error?.message).toContain("other keys than '__proto__'");
  let deep: unknown = request.reference;
  for (let level = 0; level < 40; level++)
    deep = { from: 'stress', name: 'x', task: deep, kind: 'outliers', level: 0 };
  expect(parse({ context, request: { ...request, reference: deep } }).success).toBe(false);
});

test('a cell of another context is refused with what differs', async () => {
  const other = { context: { ...context, tfjs: '3.0.0' }, request };
  await expect(runCell(pool, other, 'here')).rejects.toMatchObject({
    code: 'context-mismatch',
    message: 'task linear: expected tfjs "3.0.0", got "4.22.0".',
  });
});

test('a result is that of its cell, or refused', async () => {
  const cell = { context, request };
  const result = await runCell(pool, cell, 'here');
  const wrong = (change: object) => () => readCellResult(cell, { ...result, ...change });
  if (!('run' in result)) expect.unreachable(result.problem);
  expect(readCellResult(cell, result)).toEqual(result);
  expect(digestOfRun(result.run)).toMatch(/^finished {2}[0-9a-f]{64}$/);
  const { record } = result.run;
  expect(wrong({ run: { ...result.run, record: { ...record, seed: 4 } } })).toThrow(
    'expected the seed 3 that was asked for, got 4.',
  );
  expect(wrong({ run: { ...result.run, record: { ...record, status: 'stopped' } } })).toThrow('was stopped');
  expect(wrong({ run: undefined })).toThrow('expected its form');
  expect(wrong({ code: 'process.exit()' })).toThrow('expected its form');
});
