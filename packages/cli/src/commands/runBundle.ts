import { Command } from 'commander';

import type { Interruption } from '../interruption.ts';
import { note } from '../output/note.ts';

/** `losskit run-bundle <file>` */
export function runBundleCommand(interruption: Interruption): Command {
  return new Command('run-bundle')
    .description(
      'do the runs of a bundle that compare --slurm or --export-commands wrote, as tasks of a cluster do',
    )
    .argument('<file>', 'the bundle, in the folder of the comparison')
    .action(async (file: string) => {
      const { runBundle } = await import('@losskit/cluster/slurm');
      await runBundle(file, interruption.signal, note);
    });
}
