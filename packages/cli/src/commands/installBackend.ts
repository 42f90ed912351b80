import { installNative, removeNative } from '@losskit/backends/install';
import { LosskitError } from '@losskit/errors';

import type { Interruption } from '../interruption.ts';
import { installBar } from '../output/installBar.ts';

export interface InstallCommandOptions {
  readonly from?: string;
}

function checkNative(name: string): void {
  if (name === 'native') return;
  throw new LosskitError(
    'name-unknown',
    `backend: expected native, the only one that is installed, got '${name}'.`,
  );
}

/** `losskit backend install <name>` */
export async function runInstall(name: string, { from }: InstallCommandOptions, { signal }: Interruption) {
  checkNative(name);
  const bar = installBar();
  const { already, tensorflow, source, folder } = await installNative({
    from,
    signal,
    onProgress: bar.update,
    onNotice: (sentence) => process.stderr.write(`${sentence}\n`),
  }).finally(bar.stop);
  const what = `TensorFlow ${tensorflow} (${source})`;
  process.stdout.write(
    already
      ? `native is installed already and verified: ${what} in ${folder}\n`
      : `native is installed and has trained a step: ${what} in ${folder}\n`,
  );
}

/** `losskit backend remove <name>` */
export async function runRemove(name: string) {
  checkNative(name);
  process.stdout.write((await removeNative()) ? 'native is removed\n' : 'native was not installed\n');
}
