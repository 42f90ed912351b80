import { type Numbers, type ResidentRows, UnsupportedError } from '@losskit/compiler';
import { mapNamed, type NamedTensors } from '../model/NamedTensors.ts';
import type { TrainingWarning } from '../step/TrainingWarning.ts';
import type { StepDefinition } from '../step/trainingStep.ts';
import { CompiledState } from './CompiledState.ts';
import { normsOf } from './norms.ts';
import type { KeptRows, RowBatches } from './RowBatches.ts';
import { partsOf, recordStep } from './recordStep.ts';
import type { SavedState, StepBatch, StepEngine, StepRequest, StepsRead } from './StepEngine.ts';
import type { StepLosses } from './StepLosses.ts';
import { StepProgram } from './StepProgram.ts';

/** Shapes of batches that have a program; a ragged last batch is one of them. */
export const MOST_BATCH_SHAPES = 4;

/** Larger data sets are not copied into the memory of the programs; their batches are. */
const MOST_ROW_BYTES = 2 ** 28;

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
  /** The last step that is planned, counted from 0; infinite where there is none. */
  readonly lastStep: number;
  /** Whether the first recording looks how loss, model and data fit each other. */
  readonly inspects: boolean;
  /** Shapes of batches that the run has had before. */
  readonly batchShapes: readonly string[];
}

function isRows(part: KeptRows | Readonly<Record<string, KeptRows>>): part is KeptRows {
  return ArrayBuffer.isView(part.values);
}

/** Numbers as a batch's tensor has them: doubles as floats. */
function numbersOf({ values }: KeptRows): Numbers {
  return values instanceof Float64Array ? Float32Array.from(values) : values;
}

/** The rows of a source by the part of a batch; undefined where they are too many. */
function rowsToKeep({ inputs, targets, weights }: RowBatches): Record<string, KeptRows> | undefined {
  const parts = partsOf<KeptRows>({ inputs, targets, weights }, isRows);
  const bytes = Object.values(parts).reduce((sum, { values }) => sum + values.byteLength, 0);
  return bytes <= MOST_ROW_BYTES ? parts : undefined;
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
    this.#kept = options.source && rowsToKeep(options.source);
    this.#state = new CompiledState(options.definition.model, optimizerState);
  }

  get chunk(): number {
    return this.#kept ? this.#chunk : 1;
  }

  /** What the first step showed, where it was looked at. */
  get warnings(): readonly TrainingWarning[] | undefined {
    return this.#warnings;
  }

  /** Shapes of batches that there were so far. */
  get batchShapes(): readonly string[] {
    return [...this.#shapes];
  }

  async prepare(batches: readonly StepBatch[], step: number): Promise<void> {
    for (const [index, batch] of batches.entries()) {
      const { shape } = batch;
      if (this.#programs.has(shape)) continue;
      this.#shapes.add(shape);
      if (this.#shapes.size > MOST_BATCH_SHAPES) {
        throw new UnsupportedError(
          `there are batches of more than ${MOST_BATCH_SHAPES} shapes, such as ${shape}; pad them to a few`,
        );
      }
      this.#programs.set(shape, await this.#compile(batch, step + index));
    }
  }

  async #compile(batch: StepBatch, step: number): Promise<StepProgram> {
    const { definition, squaredNorms, fusedMultiplyAdd, inspects, lastStep } = this.#options;
    // As far apart as can be: what depends on the step shows there, and what changes with each call anywhere.
    const other = lastStep > step && Number.isFinite(lastStep) ? lastStep : step + 1;
    const recorded = await recordStep({
      definition,
      optimizerState: this.#state.optimizerState(),
      batch: batch.tensors(),
      steps: [step, other],
      squaredNorms,
      inspects: inspects && !this.#warnings,
    });
    this.#warnings ??= recorded.warnings;
    const gathered = this.#residentRows();
    return new StepProgram(this.#state.workspace, recorded, { gathered, fusedMultiplyAdd });
  }

  #residentRows(): Record<string, ResidentRows> | undefined {
    this.#rows ??=
      this.#kept &&
      mapNamed(this.#kept, (rows) => {
        const rowSize = rows.rowShape.reduce((product, size) => product * size, 1);
        return this.#state.workspace.addRows(numbersOf(rows), rowSize);
      });
    return this.#rows;
  }

  take(requests: readonly StepRequest[]): void {
    for (let start = 0; start < requests.length; ) {
      const { program, end } = this.#nextRun(requests, start);
      const group = requests.slice(start, end);
      const started = performance.now();
      this.#unread.push(...program.run(group));
      this.#fitChunk(group.length, performance.now() - started);
      this.#squaredNorms = group.at(-1)?.squaredNorms ? program.squaredNorms(group.length - 1) : undefined;
      start = end;
    }
    this.#state.changed();
  }

  /** Which program takes the next steps, and where the first stands that is not for the same run of it. */
  #nextRun(
    requests: readonly StepRequest[],
    start: number,
  ): { readonly program: StepProgram; readonly end: number } {
    const shape = requests[start]?.batch.shape;
    const program = shape === undefined ? undefined : this.#programs.get(shape);
    if (!program) throw new UnsupportedError(`there is no program for batches of ${shape}`);
    const most = Math.min(requests.length, start + program.chunk);
    let end = start + 1;
    while (end < most && requests[end]?.batch.shape === shape) end += 1;
    return { program, end };
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

  dispose(): void {
    this.#state.dispose();
  }
}
