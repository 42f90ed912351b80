import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

import { BACKENDS } from './backends.ts';
import { readInstallation } from './native/installation.ts';
import { nativeFolder } from './native/nativeFolder.ts';

interface Trained {
  readonly losses: readonly number[];
  /** The sha256 of the weights' bits. */
  readonly weights: string;
}

type Run = Readonly<Record<string, Trained>>;

const hasNative = (await readInstallation(nativeFolder())) !== undefined;
/** `webgpu` is tested where there is an adapter, in `webgpu.isolated.test.ts`. */
const RUNNING = BACKENDS.map(({ name }) => name).filter(
  (name) => name !== 'webgpu' && (name !== 'native' || hasNative),
);
const OTHERS = RUNNING.filter((name) => name !== 'cpu');
const NETS = ['line', 'dense', 'convolution', 'embedding'];

const script = fileURLToPath(new URL('../fixtures/trainNets.mjs', import.meta.url));

/** Trains every net for 100 steps in a process of its own. */
async function trainOn(backend: string): Promise<Run> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, backend]);
  return JSON.parse(stdout);
}

describe('training for 100 steps', () => {
  const runs = new Map<string, readonly Run[]>();

  beforeAll(async () => {
    for (const backend of RUNNING) runs.set(backend, await Promise.all([trainOn(backend), trainOn(backend)]));
  }, 120_000);

  for (const backend of OTHERS) {
    test.each(NETS)(`gives the losses of the cpu backend on ${backend}: %s`, (net) => {
      const [expected, found] = ['cpu', backend].map((name) => runs.get(name)?.[0]?.[net]?.losses);
      expect(found).toHaveLength(100);
      expect(found ?? []).toBeAllClose(expected ?? [], { rtol: 1e-4, atol: 0 });
    });
  }

  for (const backend of RUNNING) {
    test.each(NETS)(`gives the same bits in two processes on ${backend}: %s`, (net) => {
      const [first, second] = runs.get(backend) ?? [];
      expect(first?.[net]?.weights).toMatch(/^[0-9a-f]{64}$/);
      expect(second?.[net]).toEqual(first?.[net]);
    });
  }
});
