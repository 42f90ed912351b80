/**
 * Why a checkpoint was written: `step` at regular intervals, `best` because it is the best so far,
 * `emergency` because something failed.
 */
export type CheckpointKind = 'step' | 'best' | 'emergency';

/** A checkpoint's file, as its name says. */
export interface CheckpointFile {
  readonly name: string;
  readonly kind: CheckpointKind;
  readonly step: number;
}

const PATTERN = /^(step|best|emergency)-(\d{9,16})\.safetensors$/;

/** Of two with the same step the regular one first. */
const ORDER: readonly CheckpointKind[] = ['step', 'best', 'emergency'];

/** `step-000000120.safetensors` */
export function checkpointName(kind: CheckpointKind, step: number): string {
  return `${kind}-${String(step).padStart(9, '0')}.safetensors`;
}

function isKind(word: string | undefined): word is CheckpointKind {
  return ORDER.some((kind) => kind === word);
}

/** The checkpoints among the names of a folder, newest first. */
export function checkpointFiles(names: readonly string[]): CheckpointFile[] {
  return names
    .flatMap((name) => {
      const [, kind, step] = PATTERN.exec(name) ?? [];
      return isKind(kind) ? [{ name, kind, step: Number(step) }] : [];
    })
    .sort((a, b) => b.step - a.step || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
