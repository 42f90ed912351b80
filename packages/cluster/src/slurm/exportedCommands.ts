import { LosskitError } from '@losskit/errors';
import { writeWholeFile } from '@losskit/files';
import type { Executor } from '@losskit/study';
import { shellWords } from '../shellWords.ts';
import { awaitedRuns, type BundledRuns } from './awaitedRuns.ts';

/** What was written for a scheduler. */
export interface ExportedCommands {
  readonly file: string;
  readonly commands: number;
  readonly runs: number;
}

export interface ExportOptions extends BundledRuns {
  /** Takes the commands, one a line. */
  readonly file: string;
  readonly onExported: (exported: ExportedCommands) => void;
}

/**
 * Takes runs from a folder where they were done already, and writes a file of commands that do the others, for any scheduler.
 *
 * These others fail as interrupted: the same comparison, begun again after the commands, goes on with what they did.
 */
export function exportedCommands({
  folder,
  contexts,
  file,
  sizes,
  command,
  signal,
  onExported,
}: ExportOptions): Executor {
  const runs = awaitedRuns(folder, contexts);
  let going: Promise<void> | undefined;

  async function exportMissing(): Promise<void> {
    const bundles = runs.bundle(runs.all(), sizes);
    const { prefix } = await folder.addBundles(bundles.map((bundle) => bundle.map(({ cell }) => cell)));
    const lines = bundles.map((_, index) => `${command} ${shellWords([`${prefix}-${index}.json`])}\n`);
    await writeWholeFile(file, lines.join(''));
    onExported({ file, commands: lines.length, runs: runs.size });
    throw new LosskitError('interrupted', `compare: ${runs.size} runs are left to the commands in ${file}.`);
  }

  async function go(): Promise<void> {
    try {
      await runs.collect();
      if (runs.size > 0) await exportMissing();
    } catch (error) {
      runs.rejectAll(error);
    }
    going = undefined;
  }

  return {
    jobs: 1,
    run(request, keep) {
      const run = runs.add(request, keep);
      going ??= go();
      return run;
    },
    async close() {
      await going;
      if (runs.areKept && !signal?.aborted) await folder.remove();
    },
  };
}
