import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { benchResult } from '../result/BenchResult.ts';
import type { Suite } from './Suite.ts';

const STEPS = 10_000;
const EVERY = 1000;
const RUNS = [
  { backend: 'wasm', engine: 'compiled' },
  { backend: 'wasm', engine: 'eager' },
  { backend: 'cpu', engine: 'eager' },
].map((run) => ({ ...run, peer: `losskit train ${run.backend}, ${run.engine}` }));

const memoryRows = benchResult.shape.memory.element.shape.rows;

export const memory: Suite = {
  name: 'memory',
  description: `what memory holds over ${STEPS.toLocaleString('en')} steps of a network with dropout and batch normalization`,
  threads: 'all',
  parts: () => RUNS.map(({ peer }) => peer),
  async run({ begin }) {
    const script = fileURLToPath(new URL('../peers/memoryProcess.js', import.meta.url));
    const found = [];
    for (const { backend, engine, peer } of RUNS) {
      if (!begin(peer)) continue;
      const args = [script, backend, engine, String(STEPS), String(EVERY)];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      found.push({ peer, rows: memoryRows.parse(JSON.parse(stdout)) });
    }
    return { memory: found };
  },
};
