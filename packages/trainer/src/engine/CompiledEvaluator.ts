import {
  checkSameTrace,
  type Numbers,
  Program,
  type ResidentRows,
  type TensorShape,
  type Trace,
  UnsupportedError,
  type Workspace,
} from '@losskit/compiler';
import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../model/Model.ts';
import { tensorsOf } from './batchParts.ts';
import type { BatchFunction, EvaluatedBatch, EvaluationBatch, Evaluator } from './Evaluator.ts';
import { keepRows, rowsToKeep } from './keepRows.ts';
import { MOST_BATCH_SHAPES } from './mostBatchShapes.ts';
import { Rehearsal } from './Rehearsal.ts';
import type { RowBatches } from './RowBatches.ts';

/** What is evaluated, and where. */
export interface EvaluationOptions<Facts> {
  readonly model: AnyModel;
  readonly compute: BatchFunction<Facts>;
  /** Where batches come from, where their rows stay in memory. */
  readonly source: RowBatches | undefined;
  /** Whether multiply and add round once. */
  readonly fusedMultiplyAdd: boolean;
}

/** What a program has computed of a batch, in the memory of the program. */
class EvaluatedNumbers<Facts> implements EvaluatedBatch<Facts> {
  readonly facts: Facts;
  readonly #program: Program;
  readonly #shapes: ReadonlyMap<string, TensorShape>;
  readonly #tensors: tf.Tensor[] = [];

  constructor(facts: Facts, program: Program, shapes: ReadonlyMap<string, TensorShape>) {
    this.facts = facts;
    this.#program = program;
    this.#shapes = shapes;
  }

  async read(name: string): Promise<Numbers> {
    return this.#program.output(name).slice();
  }

  tensor(name: string): tf.Tensor {
    const { shape = [], dtype } = this.#shapes.get(name) ?? {};
    const tensor = tf.keep(tf.tensor(this.#program.output(name).slice(), [...shape], dtype));
    this.#tensors.push(tensor);
    return tensor;
  }

  dispose(): void {
    tf.dispose(this.#tensors.splice(0));
  }
}

/** What is computed of batches of one shape. */
interface CompiledEvaluation<Facts> {
  readonly program: Program;
  readonly facts: Facts;
  readonly shapes: Trace['outputs'];
}

/** Evaluates in programs that find the weights where the steps of a run, or somebody else, keep them. */
export class CompiledEvaluator<Facts> implements Evaluator<Facts> {
  readonly name = 'compiled';
  readonly #workspace: Workspace;
  readonly #options: EvaluationOptions<Facts>;
  readonly #programs = new Map<string, CompiledEvaluation<Facts>>();
  #rows: Readonly<Record<string, ResidentRows>> | undefined;

  /** @param workspace - Has the model's variables as states. */
  constructor(workspace: Workspace, options: EvaluationOptions<Facts>) {
    this.#workspace = workspace;
    this.#options = options;
  }

  prepare(batch: EvaluationBatch): void {
    const { shape } = batch;
    if (this.#programs.has(shape)) return;
    if (this.#programs.size >= MOST_BATCH_SHAPES) {
      throw new UnsupportedError(
        `there are batches of more than ${MOST_BATCH_SHAPES} shapes, such as ${shape}; pad them to a few`,
      );
    }
    this.#programs.set(shape, this.#compile(batch));
  }

  #compile(batch: EvaluationBatch): CompiledEvaluation<Facts> {
    const { source, fusedMultiplyAdd } = this.#options;
    const { trace, facts } = this.#record(batch);
    const kept = rowsToKeep(source);
    if (kept) this.#rows ??= keepRows(this.#workspace, kept);
    const program = new Program(this.#workspace, trace, {
      fusedMultiplyAdd,
      ...(this.#rows && { gathered: this.#rows }),
    });
    return { program, facts, shapes: trace.outputs };
  }

  #record(batch: EvaluationBatch): { readonly trace: Trace; readonly facts: Facts } {
    const { model, compute } = this.#options;
    const rehearsal = new Rehearsal(model, batch.tensors());
    const found: { readonly facts: Facts }[] = [];
    const run = (watched: AnyModel) => {
      const { tensors, facts } = compute(watched, rehearsal.batch);
      found.push({ facts });
      return { outputs: tensors };
    };
    try {
      const trace = rehearsal.record({ run }, { isDry: true });
      checkSameTrace(trace, rehearsal.record({ run }, { isDry: true }));
      const [changed] = trace.state.keys();
      if (changed !== undefined) throw new UnsupportedError(`it changes '${changed}'`);
      const [first] = found;
      if (first) return { trace, ...first };
      throw new UnsupportedError('it computes nothing');
    } finally {
      rehearsal.dispose();
    }
  }

  #write(program: Program, batch: EvaluationBatch): void {
    if (this.#rows && batch.rows) {
      const indices = program.indices(0);
      // There is no place for them where nothing reads the batch.
      if (indices.length > 0) indices.set(batch.rows);
      return;
    }
    for (const [name, tensor] of Object.entries(tensorsOf(batch.tensors()))) {
      const place = program.staged(name, 0);
      if (place) place.set(tensor.dataSync<'float32' | 'int32' | 'bool'>());
    }
  }

  evaluate(batch: EvaluationBatch): EvaluatedBatch<Facts> {
    const compiled = this.#programs.get(batch.shape);
    if (!compiled) throw new UnsupportedError(`there is no program for batches of ${batch.shape}`);
    const { program, facts, shapes } = compiled;
    this.#write(program, batch);
    program.run(1);
    return new EvaluatedNumbers(facts, program, shapes);
  }
}
