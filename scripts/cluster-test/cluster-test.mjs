// @ts-check

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { formatReliability, parseResults } from '../crash-test/reliability.mjs';
import { withFaults } from './faults.mjs';
import { WHOLE } from './plans.mjs';

/**
 * Kills what a comparison over several machines is made of, and holds what is left against one machine. Writes its counts to
 * RELIABILITY.md.
 *
 *   --seed <n>      another seed (default 1)
 *   --keep          keep the folder with the logs
 */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } },
});
const folder = await mkdtemp(join(tmpdir(), 'losskit-cluster-'));
console.error(`In ${folder}${values.keep ? '' : ', which is removed where all is well'}.`);
const counts = await withFaults({ ...WHOLE, seed: Number(values.seed) }, folder);
console.log(counts);
await writeFile(new URL('counts.json', import.meta.url), `${JSON.stringify(counts, null, 2)}\n`);
const file = new URL('../../RELIABILITY.md', import.meta.url);
const before = await readFile(file, 'utf8');
const [where = ''] = /(?<=^Counted with ).*(?=\.$)/m.exec(before) ?? [];
await writeFile(file, formatReliability(parseResults(before), where));
if (!values.keep) await rm(folder, { recursive: true });
