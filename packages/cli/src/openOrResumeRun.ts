import { LosskitError } from '@losskit/errors';
import type { CheckpointFolder, FoundCheckpoint } from '@losskit/trainer/checkpoints';

/** What a run that is there tells about itself; undefined when it cannot be read. */
async function findRun(folder: CheckpointFolder): Promise<FoundCheckpoint | undefined | 'unusable'> {
  try {
    return await folder.newest();
  } catch (error) {
    if (error instanceof LosskitError && error.code === 'checkpoint-none-usable') return 'unusable';
    throw error;
  }
}

function isFinished({ checkpoint: { state, identity } }: FoundCheckpoint): boolean {
  return state.step === identity.steps;
}

/** Where to go on, saying which files were passed over and why. */
async function findResume(
  folder: CheckpointFolder,
  note: (line: string) => void,
): Promise<FoundCheckpoint | undefined> {
  const found = await folder.newest();
  if (!found) {
    note(`No checkpoint in ${folder.folder}: the run begins at its first step.`);
    return undefined;
  }
  for (const { reason } of found.skipped) note(`Passed over: ${reason}`);
  const { step } = found.checkpoint.state;
  note(
    isFinished(found)
      ? `The run is finished: its last step, ${step}, is in ${found.path}.`
      : `Going on after step ${step}, from ${found.path}.`,
  );
  return found;
}

/** Makes room for a new run, so that none that is unfinished is lost. */
async function makeRoom(folder: CheckpointFolder, note: (line: string) => void): Promise<void> {
  const found = await findRun(folder);
  if (found !== undefined && found !== 'unusable' && isFinished(found)) {
    await folder.clear();
    return;
  }
  const kept = await folder.setAside();
  if (kept !== undefined)
    note(`There was an unfinished run, which --resume continues: it is now in ${kept}.`);
}

/**
 * Finds where to go on, or makes room for a new run.
 *
 * @returns Where to go on, if that is wanted and there is something.
 * @throws LosskitError `checkpoint-none-usable` if there is a run to go on with, but no checkpoint of it can
 *   be used.
 */
export async function openOrResumeRun(
  folder: CheckpointFolder,
  resume: boolean,
  note: (line: string) => void,
): Promise<FoundCheckpoint | undefined> {
  if (resume) return findResume(folder, note);
  await makeRoom(folder, note);
  return undefined;
}
