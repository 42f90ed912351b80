import { Command } from 'commander';

import type { Interruption } from '../interruption.ts';
import type { InstallCommandOptions } from './installBackend.ts';

/** `losskit backend install native`, `losskit backend remove native` */
export function backendCommand(interruption: Interruption): Command {
  const command = new Command('backend').description('install or remove the native backend');
  command
    .command('install')
    .description("native TensorFlow for this machine, into losskit's cache folder (LOSSKIT_CACHE)")
    .argument('<name>', 'native')
    .option('--from <path>', 'a tensorflow wheel, a libtensorflow tar.gz, or a folder with either unpacked')
    .action(async (name: string, options: InstallCommandOptions) => {
      const { runInstall } = await import('./installBackend.ts');
      await runInstall(name, options, interruption);
    });
  command
    .command('remove')
    .description("delete what 'install' installed")
    .argument('<name>', 'native')
    .action(async (name: string) => {
      const { runRemove } = await import('./installBackend.ts');
      await runRemove(name);
    });
  return command;
}
