import { LosskitError } from '@losskit/errors';
import type { Json, TrainingState } from '@losskit/trainer';
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

import type { CurvePoint } from '../result.ts';

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

/** What a run remembers beside the state of its loop. */
export interface RunMemory {
  readonly curve: readonly CurvePoint[];
  /** The best value of the ranking metric on the validation part; null before the first. */
  readonly best: number | null;
}

/** A run that is being saved. */
export interface KeptRun {
  readonly every: number;
  readonly state: TrainingState | undefined;
  readonly memory: RunMemory;
  /** Saves a checkpoint and returns its path. */
  save(kind: CheckpointKind, state: TrainingState, memory: RunMemory): Promise<string>;
}

const memorySchema: z.ZodType<RunMemory> = z.strictObject({
  curve: z.array(z.strictObject({ step: z.number().int(), loss: z.number(), validation: z.number() })),
  best: z.number().nullable(),
});

const NO_MEMORY: RunMemory = { curve: [], best: null };

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

function memoryOf({ checkpoint, path }: FoundCheckpoint): RunMemory {
  const memory = memorySchema.safeParse(checkpoint.memory);
  if (memory.success) return memory.data;
  throw new LosskitError(
    'checkpoint-malformed',
    `${path}: expected the curve of a run and its best value, got something else.`,
    { file: path },
  );
}

/**
 * Makes ready to save a run of so many steps, and to go on where it was.
 *
 * @throws LosskitError `checkpoint-mismatch`, naming the differences, if another run was saved; `checkpoint-malformed`.
 */
export function keepRun(checkpointing: Checkpointing, identity: RunIdentity, steps: number): KeptRun {
  const { folder, resume, acceptChanges = false } = checkpointing;
  const accepted = resume
    ? [...resume.checkpoint.accepted, ...checkSame(resume, identity, acceptChanges)]
    : [];

  return {
    every: checkpointing.every ?? Math.ceil(steps / 100),
    state: resume?.checkpoint.state,
    memory: resume ? memoryOf(resume) : NO_MEMORY,
    save(kind, state, { curve, best }) {
      const memory: Json = { curve: curve.map((point) => ({ ...point })), best };
      return folder.save(kind, { state, identity, memory, accepted });
    },
  };
}
