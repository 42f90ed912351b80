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
import { z } from 'zod';

import { type CurvePoint, curveSchema } from '../RunRecord.ts';

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
  /** The curve of a run that had ended, whose last point no later step of a longer run would have. */
  readonly curve: readonly CurvePoint[];
  /** Saves a checkpoint and returns its path. */
  save(kind: CheckpointKind, state: TrainingState, curve: readonly CurvePoint[]): Promise<string>;
}

const memorySchema = z.strictObject({ curve: curveSchema });

function curveIn({ checkpoint, path }: FoundCheckpoint): readonly CurvePoint[] {
  const memory = memorySchema.safeParse(checkpoint.memory);
  if (memory.success) return memory.data.curve;
  throw new LosskitError(
    'checkpoint-malformed',
    `${path}: expected the curve of a run, got something else.`,
    { file: path },
  );
}

function describeChange({ name, saved = 'nothing', current = 'nothing' }: IdentityChange): string {
  // Digests: that they differ is all that they tell.
  if (name === 'data') return 'other data';
  if (name === 'initialWeights') return 'other initial weights';
  return `${name} ${current} instead of ${saved}`;
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
 * @throws LosskitError `checkpoint-mismatch`, naming the differences, if another run was saved; `checkpoint-malformed`.
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
    curve: resume ? curveIn(resume) : [],
    save(kind, state, curve) {
      const memory = { curve: curve.map((point) => ({ ...point })) };
      return folder.save(kind, { state, identity, memory, accepted });
    },
  };
}
