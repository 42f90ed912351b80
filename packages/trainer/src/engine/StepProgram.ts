import { Program, type ResidentRows, type Trace, type Workspace } from '@losskit/compiler';
import {
  LEARNING_RATE,
  MOMENTUM,
  type RecordedStep,
  SQUARED_NORMS,
  type StepNumber,
  tensorsOf,
} from './recordStep.ts';
import type { StepBatch, StepRequest } from './StepEngine.ts';
import type { StepLosses } from './StepLosses.ts';

/** What the inputs and results of all steps of one run may take. */
const MOST_SLOT_BYTES = 2 ** 23;
const MOST_SLOTS = 1024;

/** Steps that one run of a program may take, at most: their inputs and results all have a place. */
function slotsFor({ values, outputs }: Trace, gathered: Readonly<Record<string, ResidentRows>>): number {
  const given = values.filter(
    ({ source }) => source.kind === 'drawn' || (source.kind === 'input' && !(source.name in gathered)),
  );
  const results = [...outputs.values()].map(({ value }) => values[value]);
  const numbers = [...given, ...results].reduce((sum, value) => sum + (value?.size ?? 0) + 4, 0);
  return Math.max(1, Math.min(MOST_SLOTS, Math.floor(MOST_SLOT_BYTES / (4 * numbers))));
}

export interface StepProgramOptions {
  /** By the name of an input, the rows that it takes its own from; none where batches are tensors. */
  readonly gathered: Readonly<Record<string, ResidentRows>> | undefined;
  readonly fusedMultiplyAdd: boolean;
}

/** The compiled step of batches of one shape. */
export class StepProgram {
  readonly #program: Program;
  readonly #recorded: RecordedStep;
  readonly #gathers: boolean;

  constructor(
    workspace: Workspace,
    recorded: RecordedStep,
    { gathered, fusedMultiplyAdd }: StepProgramOptions,
  ) {
    const { trace } = recorded;
    // Tensors come one batch at a time.
    const rows = gathered ? { gathered, chunk: slotsFor(trace, gathered) } : {};
    this.#recorded = recorded;
    this.#gathers = gathered !== undefined;
    this.#program = new Program(workspace, trace, { ...rows, fusedMultiplyAdd });
  }

  /** Steps that it takes at once, at most. */
  get chunk(): number {
    return this.#program.chunk;
  }

  /** Takes steps that follow each other, no more than a chunk. */
  run(requests: readonly StepRequest[]): StepLosses[] {
    const program = this.#program;
    requests.forEach(({ batch, learningRate, momentum }, slot) => {
      this.#writeBatch(batch, slot);
      program.staged(LEARNING_RATE, slot)?.fill(learningRate);
      if (momentum !== undefined) program.staged(MOMENTUM, slot)?.fill(momentum);
    });
    program.run(requests.length, requests[0]?.step);
    return requests.map((_, slot) => this.#lossesOf(slot));
  }

  /** ‖θ‖², ‖g‖² and ‖Δθ‖² of each variable, in one step of the last run. */
  squaredNorms(slot: number): Float32Array {
    return Float32Array.from(this.#program.output(SQUARED_NORMS, slot));
  }

  #writeBatch(batch: StepBatch, slot: number): void {
    if (this.#gathers && batch.rows) {
      const indices = this.#program.indices(slot);
      // There is no place for them where the step doesn't read its batch.
      if (indices.length > 0) indices.set(batch.rows);
      return;
    }
    for (const [name, tensor] of Object.entries(tensorsOf(batch.tensors()))) {
      const place = this.#program.staged(name, slot);
      const values = tensor.dataSync<'float32' | 'int32' | 'bool'>();
      place?.set(values);
    }
  }

  #numberOf(name: StepNumber, slot: number): number {
    if (typeof name === 'number') return name;
    return this.#program.output(name, slot)[0] ?? Number.NaN;
  }

  #lossesOf(slot: number): StepLosses {
    const { total, terms, penalty } = this.#recorded.losses;
    const loss = this.#numberOf(total, slot);
    const numberOf = (name: StepNumber) => (name === total ? loss : this.#numberOf(name, slot));
    return {
      total: loss,
      terms: terms.map(({ value, weight }) => ({ value: numberOf(value), weight: numberOf(weight) })),
      penalty: numberOf(penalty),
    };
  }
}
