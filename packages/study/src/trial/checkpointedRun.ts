import { LosskitError } from '@losskit/errors';
import type { TrainingState } from '@losskit/trainer';
import {
  type AcceptedChanges,
  type CheckpointFolder,
  type CheckpointKind,
  type FoundCheckpoint,
  type IdentityChange,
  identityChanges,
  type RunIdentity,
} from '@losskit/trainer/checkpoints';

/** Where and how often a run is saved, and where it goes on. */
export interface Checkpointing {
  readonly folder: CheckpointFolder;
  /** Steps between two checkpoints, ≥ 1. Default: a hundredth of the run. */
  readonly every?: number | undefined;
  /** Where the run goes on. Default: at its beginning. */
  readonly resume?: FoundCheckpoint | undefined;
  /** Goes on although the run is not the same as the one that was saved; the checkpoints then say so. Default false. */
  readonly acceptChanges?: boolean | undefined;
}

/** A run that is being saved. */
export interface CheckpointedRun {
  readonly every: number;
  readonly state: TrainingState | undefined;
  /** Saves a checkpoint and returns its path. */
  save(kind: CheckpointKind, state: TrainingState): Promise<string>;
}

function describeChange({ name, saved = 'nothing', current = 'nothing' }: IdentityChange): string {
  // Digests: that they differ is all that they tell.
  return name === 'data' ? 'other data' : `${name} ${current} instead of ${saved}`;
}

function checkSame(
  { checkpoint, path }: FoundCheckpoint,
  identity: RunIdentity,
  acceptChanges: boolean,
): AcceptedChanges[] {
  const changes = identityChanges(checkpoint.identity, identity);
  if (changes.length === 0) return [];
  if (acceptChanges) return [{ step: checkpoint.state.step, changes }];
  throw new LosskitError(
    'checkpoint-mismatch',
    `${path}: expected the same run to go on, got ${changes.map(describeChange).join(', ')}; ` +
      'repeat the run as it was, or accept the changes (--accept-changes).',
    { file: path },
  );
}

/**
 * Makes ready to save a run of so many steps, and to go on where it was.
 *
 * @throws LosskitError `checkpoint-mismatch`, naming the differences, if another run was saved.
 */
export function checkpointedRun(
  checkpointing: Checkpointing,
  identity: RunIdentity,
  steps: number,
): CheckpointedRun {
  const { folder, resume, acceptChanges = false } = checkpointing;
  const accepted = resume
    ? [...resume.checkpoint.accepted, ...checkSame(resume, identity, acceptChanges)]
    : [];
  return {
    every: checkpointing.every ?? Math.ceil(steps / 100),
    state: resume?.checkpoint.state,
    // The loop's own state holds the history and the best step: nothing else has to be remembered.
    save: (kind, state) => folder.save(kind, { state, identity, memory: null, accepted }),
  };
}
