import type { BackendName } from '@losskit/backends';
import type { TaskReference, Workload } from '@losskit/tasks';
import type { CompilePolicy } from '@losskit/trainer';

/** One training run, as plain data. The same request gives the same record. */
export interface TrialRequest {
  /** Name of the task. */
  readonly task: string;
  /** Where another process finds the task; undefined where only this one has it. */
  readonly reference: TaskReference | undefined;
  /** Name of the loss: a text that `parseLoss` reads, or that of a function of one's own. */
  readonly loss: string;
  /** Decides data, initial weights and batch order; the same for every loss. */
  readonly seed: number;
  readonly learningRate: number;
  readonly backend: BackendName;
  /** Whether the step is compiled. */
  readonly compile: CompilePolicy;
  readonly workload: Workload;
  readonly batchSize: number;
  /** Passes over the training part. */
  readonly epochs: number;
  /** Shapes of a row of inputs and of targets, which every seed has to have. */
  readonly rowShapes: string;
  /**
   * What the run is for: `score` measures the trained model on the validation part alone, which is what a search asks for; `verdict`
   * follows it as it trains, and measures all there is.
   */
  readonly purpose: 'score' | 'verdict';
  /** Whether the record keeps pictures that were misclassified. */
  readonly pictures: boolean;
  /** Names of the losses that evaluate the trained model on the test part. */
  readonly evaluateBy: readonly string[];
}
