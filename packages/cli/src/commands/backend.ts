import { LosskitError } from '@losskit/errors';
import { Command } from 'commander';

import type { Interruption } from '../interruption.ts';
import { installBar } from '../output/installBar.ts';

interface InstallCommandOptions {
  readonly from?: string;
}

function checkNative(name: string): void {
  if (name === 'native') return;
  throw new LosskitError(
    'name-unknown',
    `backend: expected native, the only one that is installed, got '${name}'.`,
  );
}

async function runInstall(name: string, { from }: InstallCommandOptions, { signal }: Interruption) {
  checkNative(name);
  // What only an installation needs (archives, HTTP) is not loaded by the other commands.
  const { installNative } = await import('@losskit/backends/install');
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

async function runRemove(name: string) {
  checkNative(name);
  const { removeNative } = await import('@losskit/backends/install');
  process.stdout.write((await removeNative()) ? 'native is removed\n' : 'native was not installed\n');
}

/** `losskit backend install native`, `losskit backend remove native` */
export function backendCommand(interruption: Interruption): Command {
  const command = new Command('backend').description('install or remove the native backend');
  command
    .command('install')
    .description("native TensorFlow for this machine, into losskit's cache folder (LOSSKIT_CACHE)")
    .argument('<name>', 'native')
    .option('--from <path>', 'a tensorflow wheel, a libtensorflow tar.gz, or a folder with either unpacked')
    .action((name: string, options: InstallCommandOptions) => runInstall(name, options, interruption));
  command
    .command('remove')
    .description("delete what 'install' installed")
    .argument('<name>', 'native')
    .action(runRemove);
  return command;
}
