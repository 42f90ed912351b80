import * as tf from '@tensorflow/tfjs-core';
import type { RowBatches } from '../../engine/RowBatches.ts';
import type { StepBatches } from '../../engine/StepEngine.ts';
import { type AnyBatch, disposeBatch, retainBatch } from '../../model/Batch.ts';
import { atStep } from '../atStep.ts';
import type { Run } from '../Run.ts';
import { positionOf } from '../Run.ts';
import { batchesFrom, END_OF_PASS, rowBatchesOf } from './batchesFrom.ts';

/** The batches that follow, or why none does. */
export interface FedBatches {
  readonly batches: readonly StepBatches[];
  readonly failure?: Error | undefined;
  /** Whether a pass has ended before them. */
  readonly passEnded: boolean;
}

/** Gives a run its batches, from where the run is. */
export interface BatchFeed {
  /** The next batches, by their shape: one or more, but not more than `most` in all; none at the end. */
  next(most: number): Promise<FedBatches>;
  close(): Promise<void>;
}

/** Types and shapes of the parts of a batch, as text that is the same for batches of the same. */
export function shapeOf({ inputs, targets, weights, mask }: AnyBatch): string {
  const parts = Object.entries({ inputs, targets, weights, mask }).flatMap(([name, part]) =>
    Object.entries(part instanceof tf.Tensor ? { [name]: part } : (part ?? {})).map(
      ([of, { dtype, shape }]) => `${name} '${of}' ${dtype}[${shape}]`,
    ),
  );
  return parts.join(', ');
}

/** A batch of tensors for a step: from when somebody looks at them they live on, whatever their owner does. */
export function heldBatch(batch: AnyBatch): StepBatches {
  let held: AnyBatch | undefined;
  return {
    count: 1,
    shape: shapeOf(batch),
    rows: undefined,
    tensors() {
      held ??= retainBatch(batch);
      return held;
    },
    dispose() {
      if (held) disposeBatch(held);
      held = undefined;
    },
  };
}

/** Batches as they come, one by one; counts passes where the run does. */
function feedOfTensors(run: Run): BatchFeed {
  const { batches, passes } = run.plan;
  const sequence = batchesFrom(batches, positionOf(run), passes.epochs);
  return {
    async next() {
      let passEnded = false;
      try {
        for (;;) {
          const { value, done } = await sequence.next();
          if (done) return { batches: [], passEnded };
          if (value !== END_OF_PASS) return { batches: [heldBatch(value)], passEnded };
          passEnded = passes.isCounted;
          if (passEnded) run.passStarts = [...run.passStarts, run.step];
        }
      } catch (error) {
        return { batches: [], failure: atStep(error, run.step + 1), passEnded };
      }
    },
    close: async () => void (await sequence.return()),
  };
}

/** Batches of as many rows each, which stay in memory; tensors only where somebody looks at them. */
class RowGroup implements StepBatches {
  readonly rows: Uint32Array[] = [];
  readonly shape: string;
  readonly #source: RowBatches;
  readonly #tensors = new Map<number, AnyBatch>();

  constructor(source: RowBatches, size: number) {
    this.#source = source;
    this.shape = `${size} rows`;
  }

  get count(): number {
    return this.rows.length;
  }

  tensors(index: number): AnyBatch {
    const rows = this.rows[index];
    if (!rows) throw new RangeError(`train: expected a batch from 0 to ${this.count - 1}, got ${index}.`);
    const batch = this.#tensors.get(index) ?? this.#source.batchOf(rows);
    this.#tensors.set(index, batch);
    return batch;
  }

  dispose(): void {
    for (const batch of this.#tensors.values()) disposeBatch(batch);
    this.#tensors.clear();
  }
}

/** Batches of rows, as many at once as are wanted. */
function feedOfRows(run: Run, source: RowBatches): BatchFeed {
  let step = run.step;
  return {
    async next(most) {
      const groups: RowGroup[] = [];
      let group: RowGroup | undefined;
      for (let taken = 0; taken < most; taken++) {
        const rows = source.rowsOfStep(step);
        if (!rows) break;
        if (group?.rows[0]?.length !== rows.length) {
          group = new RowGroup(source, rows.length);
          groups.push(group);
        }
        group.rows.push(rows);
        step += 1;
      }
      return { batches: groups, passEnded: false };
    },
    async close() {},
  };
}

/** Opens the batches of a run where it is. */
export function openFeed(run: Run): BatchFeed {
  const source = rowBatchesOf(run.plan.batches);
  return source ? feedOfRows(run, source) : feedOfTensors(run);
}
