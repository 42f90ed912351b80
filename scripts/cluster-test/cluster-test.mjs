// @ts-check

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { withFaults } from './faults.mjs';
import { WHOLE } from './plans.mjs';

// node scripts/cluster-test/cluster-test.mjs [--seed n] [--keep]
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } },
});
const folder = await mkdtemp(join(tmpdir(), 'losskit-cluster-'));
console.error(`In ${folder}${values.keep ? '' : ', which is removed where all is well'}.`);
console.log(JSON.stringify(await withFaults({ ...WHOLE, seed: Number(values.seed) }, folder)));
if (!values.keep) await rm(folder, { recursive: true });
