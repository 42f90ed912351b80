import type { Json, TrainingState } from '../loop/TrainingState.ts';

/** What a run is: settings, data, versions. Two runs with equal identities and states end with equal bits. */
export type RunIdentity = Readonly<Record<string, string | number>>;

/** A part of the identity that is not what it was. */
export interface IdentityChange {
  readonly name: string;
  /** In the checkpoint; undefined where it has no such part. */
  readonly saved: string | number | undefined;
  readonly current: string | number | undefined;
}

/** Changes that were accepted when a run was resumed, after which step. */
export interface AcceptedChanges {
  readonly step: number;
  readonly changes: readonly IdentityChange[];
}

/** A run that stopped between two steps. */
export interface Checkpoint {
  readonly state: TrainingState;
  readonly identity: RunIdentity;
  /** What whoever runs the loop remembers: a curve, metrics, which epoch was best. */
  readonly memory: Json;
  readonly accepted: readonly AcceptedChanges[];
}

/** What differs between the identity in a checkpoint and the one of a run, by name. */
export function identityChanges(saved: RunIdentity, current: RunIdentity): IdentityChange[] {
  const partOf = (identity: RunIdentity, name: string) =>
    Object.hasOwn(identity, name) ? identity[name] : undefined;
  return [...new Set([...Object.keys(saved), ...Object.keys(current)])]
    .sort()
    .map((name) => ({ name, saved: partOf(saved, name), current: partOf(current, name) }))
    .filter((change) => change.saved !== change.current);
}
