// @ts-check

/**
 * A comparison that is meant to be killed. Goes on in its folder by itself, prints `run` for every run that is stored, `whole` at the
 * end, and the code of what it is refused for.
 *
 * Usage: node victim-comparison.mjs FOLDER
 */
import { compare } from '@losskit/study';

import { SMALL_COMPARISON } from './small-comparison.mjs';

const [, , folder = ''] = process.argv;
await compare({
  ...SMALL_COMPARISON,
  folder,
  onProgress: () => void process.stdout.write('run\n'),
}).then(
  () => process.stdout.write('whole\n'),
  (error) => process.stdout.write(`${error.code}: ${error.message}\n`),
);
