import { type ResidentRows, UnsupportedError } from '@losskit/compiler';
import type { NamedTensors } from '../model/NamedTensors.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import type { StepDefinition } from '../step/trainingStep.ts';
import { CompiledEvaluator } from './CompiledEvaluator.ts';
import { CompiledState } from './CompiledState.ts';
import type { BatchFunction, Evaluator } from './Evaluator.ts';
import { keepRows, rowsToKeep } from './keepRows.ts';
import { MOST_BATCH_SHAPES } from './mostBatchShapes.ts';
import { normsOf } from './norms.ts';
import { partOfRequest } from './partOfRequest.ts';
import type { KeptRows, RowBatches } from './RowBatches.ts';
import { recordStep } from './recordStep.ts';
import type { SavedState, StepBatches, StepEngine, StepRequest, StepsRead } from './StepEngine.ts';
import type { StepLosses } from './StepLosses.ts';
import { StepProgram } from './StepProgram.ts';

/** How long steps may keep others waiting: timers, signals, a key that is pressed. */
const MILLISECONDS_AT_ONCE = 50;
/** Steps that are taken at once before it is known how long they take. */
const FIRST_CHUNK = 16;
const MOST_AT_ONCE = 1024;

/** What decides the steps of a run beside model and optimizer state. */
export interface CompiledOptions {
  readonly definition: StepDefinition;
  /** Where batches come from, where their rows stay in memory. */
  readonly source: RowBatches | undefined;
  readonly squaredNorms: boolean;
  /** Whether multiply and add round once. */
  readonly fusedMultiplyAdd: boolean;
  /** Threads that share the work of a step. */
  readonly threads: 1 | 2;
  /** The last step that is planned, counted from 0; infinite where there is none. */
  readonly lastStep: number;
  /** Whether the first recording looks how loss, model and data fit each other. */
  readonly inspects: boolean;
  /** Shapes of batches that the run has had before. */
  readonly batchShapes: readonly string[];
}

/** Takes many steps at once in a program that was compiled for them. */
export class CompiledSteps implements StepEngine {
  readonly name = 'compiled';
  readonly #options: CompiledOptions;
  readonly #state: CompiledState;
  readonly #programs = new Map<string, StepProgram>();
  readonly #shapes: Set<string>;
  /** The rows that batches are taken from in the memory of the programs, by the part of a batch. */
  readonly #kept: Readonly<Record<string, KeptRows>> | undefined;
  #rows: Readonly<Record<string, ResidentRows>> | undefined;
  #chunk = FIRST_CHUNK;
  #unread: StepLosses[] = [];
  #squaredNorms: Float32Array | undefined;
  #warnings: readonly TrainingWarning[] | undefined;

  /**
   * Takes over the state of a run.
   *
   * @throws UnsupportedError for a state that doesn't fit in a program's memory.
   */
  constructor(options: CompiledOptions, optimizerState: NamedTensors) {
    this.#options = options;
    this.#shapes = new Set(options.batchShapes);
    this.#kept = rowsToKeep(options.source);
    this.#state = new CompiledState(options.definition.model, optimizerState, options.threads);
  }

  get chunk(): number {
    return this.#kept ? this.#chunk : 1;
  }

  /** What the first step showed, where it was looked at. */
  get warnings(): readonly TrainingWarning[] | undefined {
    return this.#warnings;
  }

  /** Why there is one thread where two were asked for. */
  get oneThreadReason(): string | undefined {
    return this.#state.workspace.oneThreadReason;
  }

  /** Shapes of batches that there were so far. */
  get batchShapes(): readonly string[] {
    return [...this.#shapes];
  }

  async prepare(batches: readonly StepBatches[], step: number): Promise<void> {
    let first = step;
    for (const group of batches) {
      const { shape, count } = group;
      const at = first;
      first += count;
      if (this.#programs.has(shape)) continue;
      this.#shapes.add(shape);
      if (this.#shapes.size > MOST_BATCH_SHAPES) {
        throw new UnsupportedError(
          `there are batches of more than ${MOST_BATCH_SHAPES} shapes, such as ${shape}; pad them to a few`,
        );
      }
      this.#programs.set(shape, await this.#compile(group, at));
    }
  }

  async #compile(batches: StepBatches, step: number): Promise<StepProgram> {
    const { definition, squaredNorms, fusedMultiplyAdd, inspects, lastStep } = this.#options;
    // As far apart as can be: what depends on the step shows there, and what changes with each call anywhere.
    const other = lastStep > step && Number.isFinite(lastStep) ? lastStep : step + 1;
    const recorded = await recordStep({
      definition,
      optimizerState: this.#state.optimizerState(),
      batch: batches.tensors(0),
      steps: [step, other],
      squaredNorms,
      inspects: inspects && !this.#warnings,
    });
    this.#warnings ??= recorded.warnings;
    const gathered = this.#residentRows();
    return new StepProgram(this.#state.workspace, recorded, { gathered, fusedMultiplyAdd });
  }

  #residentRows(): Record<string, ResidentRows> | undefined {
    if (this.#kept) this.#rows ??= keepRows(this.#state.workspace, this.#kept);
    return this.#rows;
  }

  take(requests: readonly StepRequest[]): void {
    const started = performance.now();
    for (const request of requests) this.#run(request);
    const steps = requests.reduce((sum, { batches }) => sum + batches.count, 0);
    this.#fitChunk(steps, performance.now() - started);
    this.#state.changed();
  }

  #run(request: StepRequest): void {
    const { shape, count } = request.batches;
    const program = this.#programs.get(shape);
    if (!program) throw new UnsupportedError(`there is no program for batches of ${shape}`);
    const { chunk } = program;
    for (let start = 0; start < count; start += chunk) {
      const end = Math.min(start + chunk, count);
      const part = count <= chunk ? request : partOfRequest(request, start, end);
      for (const losses of program.run(part)) this.#unread.push(losses);
      this.#squaredNorms = part.squaredNorms ? program.squaredNorms(end - start - 1) : undefined;
    }
  }

  /** Decides nothing but when others get their turn. */
  #fitChunk(steps: number, milliseconds: number): void {
    const most = Math.floor((steps * MILLISECONDS_AT_ONCE) / Math.max(milliseconds, 1e-3));
    this.#chunk = Math.max(1, Math.min(most, MOST_AT_ONCE));
  }

  async read(): Promise<StepsRead> {
    const losses = this.#unread;
    const names = Object.keys(this.#options.definition.model.variables);
    const norms = this.#squaredNorms && normsOf(this.#squaredNorms, names);
    this.#forget();
    const brokenVariable = this.#state.brokenVariable();
    const finite = brokenVariable === undefined && losses.every(({ total }) => Number.isFinite(total));
    return { losses, norms, finite, brokenVariable };
  }

  #forget(): void {
    this.#unread = [];
    this.#squaredNorms = undefined;
  }

  save(): SavedState {
    const saved = this.#state.save();
    return {
      restore: () => {
        saved.restore();
        this.#forget();
      },
      dispose: () => saved.dispose(),
    };
  }

  publish(): void {
    this.#state.publish();
  }

  adopt(): void {
    this.#state.adopt();
  }

  optimizerState(): NamedTensors {
    return this.#state.optimizerState();
  }

  evaluator<Facts>(compute: BatchFunction<Facts>, source: RowBatches | undefined): Evaluator<Facts> {
    const { definition, fusedMultiplyAdd } = this.#options;
    const options = { model: definition.model, compute, source, fusedMultiplyAdd };
    return new CompiledEvaluator(this.#state.workspace, options);
  }

  dispose(): void {
    this.#state.dispose();
  }
}
