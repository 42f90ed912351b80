import * as tf from '@tensorflow/tfjs-core';
import type { RowBatches } from '../../engine/RowBatches.ts';
import type { StepBatch } from '../../engine/StepEngine.ts';
import { type AnyBatch, disposeBatch, retainBatch } from '../../model/Batch.ts';
import { atStep } from '../atStep.ts';
import type { Run } from '../Run.ts';
import { positionOf } from '../Run.ts';
import { batchesFrom, END_OF_PASS, rowBatchesOf } from './batchesFrom.ts';

/** The batches that follow, or why none does. */
export interface FedBatches {
  readonly batches: readonly StepBatch[];
  readonly failure?: Error | undefined;
  /** Whether a pass has ended before them. */
  readonly passEnded: boolean;
}

/** Gives a run its batches, from where the run is. */
export interface BatchFeed {
  /** The next batches: one or more, but not more than `most`; none at the end. */
  next(most: number): Promise<FedBatches>;
  close(): Promise<void>;
}

function shapeOf({ inputs, targets, weights, mask }: AnyBatch): string {
  const parts = Object.entries({ inputs, targets, weights, mask }).flatMap(([name, part]) =>
    Object.entries(part instanceof tf.Tensor ? { [name]: part } : (part ?? {})).map(
      ([of, { dtype, shape }]) => `${name} '${of}' ${dtype}[${shape}]`,
    ),
  );
  return parts.join(', ');
}

/** A batch of tensors for a step: from when somebody looks at them they live on, whatever their owner does. */
export function heldBatch(batch: AnyBatch): StepBatch {
  let held: AnyBatch | undefined;
  return {
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

/** A batch of rows that stay in memory; tensors only where somebody looks at them. */
class RowBatch implements StepBatch {
  readonly rows: Uint32Array;
  readonly shape: string;
  readonly #source: RowBatches;
  #tensors: AnyBatch | undefined;

  constructor(source: RowBatches, rows: Uint32Array, shape: string) {
    this.#source = source;
    this.rows = rows;
    this.shape = shape;
  }

  tensors(): AnyBatch {
    this.#tensors ??= this.#source.batchOf(this.rows);
    return this.#tensors;
  }

  dispose(): void {
    if (this.#tensors) disposeBatch(this.#tensors);
    this.#tensors = undefined;
  }
}

/** Batches of rows, as many at once as are wanted. */
function feedOfRows(run: Run, source: RowBatches): BatchFeed {
  let step = run.step;
  // Made once for each number of rows: there may be a million steps a second.
  const shapes = new Map<number, string>();
  const shapeOfRows = ({ length }: Uint32Array) => {
    const shape = shapes.get(length) ?? `${length} rows`;
    if (!shapes.has(length)) shapes.set(length, shape);
    return shape;
  };
  return {
    async next(most) {
      const batches: StepBatch[] = [];
      while (batches.length < most) {
        const rows = source.rowsOfStep(step);
        if (!rows) break;
        batches.push(new RowBatch(source, rows, shapeOfRows(rows)));
        step += 1;
      }
      return { batches, passEnded: false };
    },
    async close() {},
  };
}

/** Opens the batches of a run where it is. */
export function openFeed(run: Run): BatchFeed {
  const source = rowBatchesOf(run.plan.batches);
  return source ? feedOfRows(run, source) : feedOfTensors(run);
}
