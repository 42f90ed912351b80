import { Program, type ResidentRows, type Trace, type Workspace } from '@losskit/compiler';
import { tensorsOf } from './batchParts.ts';
import type { StepNumber } from './LossNames.ts';
import { LEARNING_RATE, MOMENTUM, type RecordedStep, SQUARED_NORMS } from './recordStep.ts';
import type { StepBatches, StepRequest } from './StepEngine.ts';
import type { StepLosses } from './StepLosses.ts';

/** What the inputs and results of all steps of one run may take. */
const MOST_SLOT_BYTES = 2 ** 23;
const MOST_SLOTS = 1024;

/** Steps that one run of a program may take, at most: their inputs, rows and results all have a place. */
function slotsFor({ values, outputs }: Trace, gathered: Readonly<Record<string, ResidentRows>>): number {
  let rows = 0;
  let numbers = 0;
  for (const { source, size } of values) {
    const resident = source.kind === 'input' ? gathered[source.name] : undefined;
    if (resident) rows = size / resident.rowSize;
    else if (source.kind === 'input' || source.kind === 'drawn') numbers += size + 4;
  }
  for (const { value } of outputs.values()) numbers += (values[value]?.size ?? 0) + 4;
  return Math.max(1, Math.min(MOST_SLOTS, Math.floor(MOST_SLOT_BYTES / (4 * (numbers + rows)))));
}

export interface StepProgramOptions {
  /** By the name of an input, the rows that it takes its own from; none where batches are tensors. */
  readonly gathered: Readonly<Record<string, ResidentRows>> | undefined;
  readonly fusedMultiplyAdd: boolean;
}

/** A number of each step, or the same in all. */
type Numbers = readonly number[] | number;

function numberAt(numbers: Numbers, step: number): number {
  return typeof numbers === 'number' ? numbers : (numbers[step] ?? Number.NaN);
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

  /** Takes steps, no more than a chunk. */
  run({ step, batches, learningRates, momenta }: StepRequest): StepLosses[] {
    const program = this.#program;
    this.#writeBatches(batches);
    program.stageNumbers(LEARNING_RATE, learningRates);
    if (momenta) program.stageNumbers(MOMENTUM, momenta);
    program.run(batches.count, step);
    return this.#lossesOf(batches.count);
  }

  /** ‖θ‖², ‖g‖² and ‖Δθ‖² of each variable, in one step of the last run. */
  squaredNorms(slot: number): Float32Array {
    return Float32Array.from(this.#program.output(SQUARED_NORMS, slot));
  }

  #writeBatches({ count, rows, tensors }: StepBatches): void {
    if (this.#gathers && rows) {
      this.#program.stageRows(rows);
      return;
    }
    for (let slot = 0; slot < count; slot++) {
      for (const [name, tensor] of Object.entries(tensorsOf(tensors(slot)))) {
        const values = tensor.dataSync<'float32' | 'int32' | 'bool'>();
        this.#program.staged(name, slot)?.set(values);
      }
    }
  }

  #lossesOf(steps: number): StepLosses[] {
    const { total, terms, penalty } = this.#recorded.losses;
    const numbersOf = (name: StepNumber): Numbers =>
      typeof name === 'number' ? name : this.#program.outputNumbers(name, steps);
    const totals = numbersOf(total);
    const sums = terms.map(({ value, weight }) => ({
      values: value === total ? totals : numbersOf(value),
      weights: numbersOf(weight),
    }));
    const penalties = numbersOf(penalty);
    const losses: StepLosses[] = [];
    for (let slot = 0; slot < steps; slot++) {
      losses.push({
        total: numberAt(totals, slot),
        terms: sums.map(({ values, weights }) => ({
          value: numberAt(values, slot),
          weight: numberAt(weights, slot),
        })),
        penalty: numberAt(penalties, slot),
      });
    }
    return losses;
  }
}
