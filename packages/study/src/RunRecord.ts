import { exhibitsSchema } from '@losskit/tasks';
import { z } from 'zod';

/** Mean training loss since the last point, in the loss's own unit, and a metric on the validation part. */
export const curveSchema = z.array(
  z.strictObject({ step: z.number().int(), loss: z.number(), validation: z.number() }),
);

const namedNumbers = z.record(z.string(), z.number());

/** One training run: a task, a loss, a seed and a learning rate. The store's files and the results hold it as it is here. */
export const runRecordSchema = z.strictObject({
  task: z.string(),
  loss: z.string(),
  seed: z.number().int().nonnegative(),
  learningRate: z.number().positive(),
  /**
   * `failed` where the loss or a metric could not be computed, `diverged` where numbers stopped being finite, `lost` where the machine
   * failed, which says nothing of the loss.
   */
  status: z.enum(['finished', 'diverged', 'failed', 'stopped', 'lost']),
  /** What went wrong, as a stable word for programs; empty when it finished. */
  code: z.string(),
  /** Why it did not finish; empty when it did. */
  reason: z.string(),
  steps: z.number().int().nonnegative(),
  /** Which step ran: compiled to a program, or kernel by kernel; left out where none did. */
  engine: z.enum(['compiled', 'eager']).optional(),
  /** Why the step was not compiled, where it was to be. */
  eagerReason: z.string().optional(),
  /** What training warned of; left out where it did of nothing. */
  warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })).optional(),
  /** Empty where only a score was asked for. */
  curve: curveSchema,
  /** Panel of metrics on the validation part; empty unless finished. */
  validation: namedNumbers,
  /** Panel of metrics, and the task's own measurements, on the test part; empty unless finished, and where only a score was asked for. */
  test: namedNumbers,
  /** The panel on the test part for the best model that looks at no input; empty where only a score was asked for. */
  trivial: namedNumbers,
  /** Whether the training loss had stopped changing at the end; null where that is not asked for. */
  converged: z.boolean().nullable(),
  /** The exact minimiser of the loss on the training part, where it is known: its panel on the test part, and the relative excess of the training loss over its minimum. */
  exact: z.strictObject({ test: namedNumbers, excess: z.number() }).nullable(),
  /** The ranking metric on the test part without each group of its rows; empty unless the test part is the same for all seeds. */
  jackknife: z.array(z.number()),
  /** Mean of each compared loss on the test part, without penalties, where it is finite. */
  evaluatedBy: namedNumbers,
  /** sha256 over the first weights, which every loss of a seed shares. */
  initialWeightsDigest: z.string(),
  /** sha256 over the final weights. */
  weightsDigest: z.string(),
  /** What figures are drawn of. */
  exhibits: exhibitsSchema,
});

export type RunRecord = Readonly<z.infer<typeof runRecordSchema>>;
export type CurvePoint = RunRecord['curve'][number];

/** A finished run and what it took. */
export const executedRunSchema = z.strictObject({
  record: runRecordSchema,
  /** Seconds of wall time. */
  seconds: z.number().nonnegative(),
});

export type ExecutedRun = Readonly<z.infer<typeof executedRunSchema>>;
