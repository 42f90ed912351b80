import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type FileSystem, readWholeFile } from '@losskit/files';
import { describe, expect, test } from 'vitest';

import { CLUSTER_CHECKS } from '../cluster-test/checks.mjs';
import { CHECKS } from './checks.mjs';
import { formatReliability, parseResults } from './reliability.mjs';
import { powerLosses } from './saves.mjs';

const SEED = 7;

/** Real processes on a machine that is busy with other tests. */
const MOST = 300_000;

test.each(CHECKS.map((check) => [check.id, check.harm, check] as const))(
  '%s, %s',
  async (_, __, { run, inTests }) => {
    const { passed, total, failures } = await run(inTests, SEED);
    expect(failures).toEqual([]);
    expect(passed).toBe(total);
    expect(total).toBeGreaterThan(0);
  },
  MOST,
);

describe('the simulated power loss notices what is left out of the protocol', () => {
  const weaknesses: [string, (files: FileSystem) => FileSystem][] = [
    ['the fsync of the file', (files) => ({ ...files, openForWriting: (path) => unsynced(files, path) })],
    ['the fsync of the folder', (files) => ({ ...files, syncFolder: async () => {} })],
    ['the rename', (files) => ({ ...files, rename: (from, to) => copy(files, from, to) })],
  ];

  test.each(weaknesses)('without %s', async (_, weaken) => {
    const { passed, total } = await powerLosses(10, SEED, weaken);
    expect(passed).toBeLessThan(total);
  });
});

async function unsynced(files: FileSystem, path: string) {
  const file = await files.openForWriting(path);
  return { ...file, sync: async () => {} };
}

async function copy(files: FileSystem, from: string, to: string): Promise<void> {
  const target = await files.openForWriting(to);
  await target.write(await readWholeFile(from, files));
  await files.remove(from);
}

test('RELIABILITY.md is as the script writes it, with a row for every check, and nothing failed', async () => {
  const path = fileURLToPath(new URL('../../RELIABILITY.md', import.meta.url));
  const text = await readFile(path, 'utf8');
  const results = parseResults(text);
  const [where = ''] = /(?<=^Counted with ).*(?=\.$)/m.exec(text) ?? [];
  expect(text).toBe(formatReliability(results, where));
  expect([...results.keys()]).toEqual([...CHECKS, ...CLUSTER_CHECKS].map(({ id }) => id));
  for (const { outcome } of results.values()) {
    expect(outcome.passed).toBe(outcome.total);
    expect(outcome.total).toBeGreaterThan(0);
  }
});
