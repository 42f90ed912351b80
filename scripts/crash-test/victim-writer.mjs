// @ts-check

/**
 * Waits for its standard input to end, tries to be the only writer of a folder, says whether it is, and stays
 * until killed.
 */
import { lockFolder } from '@losskit/trainer/checkpoints';

for await (const _ of process.stdin);
const [, , path = ''] = process.argv;
await lockFolder(path).then(
  () => process.stdout.write('writer\n'),
  (error) => process.stdout.write(`${error.code}\n`),
);
setInterval(() => {}, 1000);
