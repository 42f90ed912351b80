import { type Numbers, UnsupportedError } from '@losskit/compiler';
import { LosskitError } from '@losskit/errors';
import { CompiledEvaluator } from '../engine/CompiledEvaluator.ts';
import { CompiledState } from '../engine/CompiledState.ts';
import { checkCompiledBackend } from '../engine/compiledBackends.ts';
import type { CompilePolicy } from '../engine/compilePolicies.ts';
import { EagerEvaluator } from '../engine/EagerEvaluator.ts';
import type { BatchFunction, EvaluationBatch, Evaluator } from '../engine/Evaluator.ts';
import type { EngineName } from '../engine/StepEngine.ts';
import { shapeOf } from '../loop/batches/BatchFeed.ts';
import type { AnyBatch } from '../model/Batch.ts';
import type { AnyModel } from '../model/Model.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';

/** Results by name: numbers in row-major order. */
export type BatchResults = Readonly<Record<string, Numbers>>;

export interface BatchEvaluatorOptions {
  /** What is computed, of tensor operations alone; nothing may be read or changed. */
  readonly compute: (batch: AnyBatch) => NamedTensors;
  /** The model that `compute` calls, if any: its variables are taken as they are at each batch. */
  readonly model?: AnyModel | undefined;
  /**
   * Whether it is compiled. It is then recorded twice for each shape of a batch, and pays only where many batches of a
   * shape follow. Default `auto`.
   */
  readonly compile?: CompilePolicy | undefined;
}

const NO_MODEL: AnyModel = { variables: {}, predict: (inputs) => inputs };

type Names = readonly string[];

/**
 * Computes the same of one batch after the other, in a compiled program where there can be one, as for the steps of
 * `train`.
 *
 * @example
 * ```ts
 * const evaluator = new BatchEvaluator({
 *   compute: ({ inputs }) => ({ sum: tf.sum(inputs instanceof tf.Tensor ? inputs : tf.zeros([1])) }),
 * });
 * const { sum } = await evaluator.evaluate({ inputs: tf.tensor1d([1, 2, 3]), targets: {} });
 * sum; // [6]
 * evaluator.dispose();
 * ```
 */
export class BatchEvaluator {
  readonly #model: AnyModel;
  readonly #policy: CompilePolicy;
  readonly #compute: BatchFunction<Names>;
  #state: CompiledState | undefined;
  #evaluator: Evaluator<Names> | undefined;
  #eagerReason: string | undefined;

  constructor({ compute, model = NO_MODEL, compile = 'auto' }: BatchEvaluatorOptions) {
    this.#model = model;
    this.#policy = compile;
    this.#compute = (_, batch) => {
      const tensors = compute(batch);
      return { tensors, facts: Object.keys(tensors) };
    };
  }

  /** Why it is not compiled, where it was to be; known after the first batch. */
  get eagerReason(): string | undefined {
    return this.#eagerReason;
  }

  /** How it runs; undefined before the first batch. */
  get engine(): EngineName | undefined {
    return this.#evaluator?.name;
  }

  /**
   * Computes it of a batch.
   *
   * @throws LosskitError `step-not-compiled` where it can't be compiled and must; what `compute` throws.
   */
  async evaluate(batch: AnyBatch): Promise<BatchResults> {
    const given = { shape: shapeOf(batch), rows: undefined, tensors: () => batch };
    const evaluated = this.#evaluatorFor(given).evaluate(given);
    try {
      const reads = evaluated.facts.map(async (name) => [name, await evaluated.read(name)] as const);
      return Object.fromEntries(await Promise.all(reads));
    } finally {
      evaluated.dispose();
    }
  }

  #evaluatorFor(batch: EvaluationBatch): Evaluator<Names> {
    try {
      this.#evaluator ??= this.#open();
      this.#state?.adopt();
      this.#evaluator.prepare(batch);
    } catch (error) {
      this.#stayEager(error);
    }
    this.#evaluator ??= new EagerEvaluator(this.#model, this.#compute);
    return this.#evaluator;
  }

  #open(): Evaluator<Names> {
    const [model, compute] = [this.#model, this.#compute];
    if (this.#policy === 'off') return new EagerEvaluator(model, compute);
    checkCompiledBackend();
    this.#state = new CompiledState(model, {}, 1);
    const options = { model, compute, source: undefined, fusedMultiplyAdd: false };
    return new CompiledEvaluator(this.#state.workspace, options);
  }

  #stayEager(error: unknown): void {
    this.dispose();
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#policy === 'require' && error instanceof UnsupportedError) {
      const message = `BatchEvaluator: expected what can be compiled, as compile: 'require' says, but ${reason}.`;
      throw new LosskitError('step-not-compiled', message, {}, { cause: error });
    }
    this.#eagerReason = reason;
    this.#evaluator = new EagerEvaluator(this.#model, this.#compute);
  }

  /** Gives the memory of its programs back. */
  dispose(): void {
    this.#state?.dispose();
    this.#state = undefined;
    this.#evaluator = undefined;
  }
}
