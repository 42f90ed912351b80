import type { AnyLoss, LossDeclaration } from '@losskit/losses/contract';
import type { RandomStream } from '@losskit/random';

import { type Block, blockWidths } from '../lossBlocks.ts';
import { blockReference, type LossSpec, splitBlock } from '../referenceChecks.ts';
import type { BatchDependentLossSpec } from '../testBatchDependentLoss.ts';
import { slopeDisagreement, valueDisagreement } from './disagreement.ts';
import { drawCase, type Reach } from './drawCase.ts';
import { countsOf, evalLine, evaluateCase, type FuzzCase } from './FuzzCase.ts';

/** Of more numbers in a row, as pictures have, slopes of some at equal distances are compared: each takes several references. */
const MAX_SLOPES = 24;

type Options = Readonly<Record<string, unknown>>;

/** A loss with what its test compares it with. */
export type LossAndReference =
  | { readonly loss: AnyLoss; readonly spec: LossSpec<Options> }
  | { readonly loss: AnyLoss; readonly batchSpec: BatchDependentLossSpec<Options> };

/** How a call agreed with its reference. */
export interface Comparison {
  /** Numbers that were compared. */
  readonly compared: number;
  /** What disagreed first. */
  readonly disagreement?: string;
}

/** The unreduced reference of the rows that count. */
function referenceOf(subject: LossAndReference, { options }: FuzzCase) {
  const { declaration } = subject.loss;
  if ('spec' in subject) {
    const ofBlock = blockReference(declaration, subject.spec, options);
    return (blocks: readonly Block[], at: readonly Block[]) =>
      blocks.map((block, row) => ofBlock(block, at[row]));
  }
  const rowsOf = (blocks: readonly Block[]) =>
    blocks.map((block) => splitBlock(block, blockWidths(declaration)));
  return (blocks: readonly Block[], at: readonly Block[]) =>
    subject.batchSpec.reference(rowsOf(blocks), options, rowsOf(at));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * How large the terms are that a loss adds up: 0 where it adds up none. Terms of a row near 1 cancel where the row
 * is nearly what it should be; distances, products with a matrix and sums over frames are as large as their numbers.
 */
function summedBy(
  { layout, options, prediction, batchDependent }: LossDeclaration,
  numbers: readonly number[],
): number {
  if (!batchDependent && layout.inputs.every(({ perElement }) => perElement === 'scalar')) return 0;
  const growsWithNumbers =
    'distance' in options ||
    prediction === 'ensemble' ||
    layout.inputs.some(({ perElement }) => ['shared', 'matrix', 'volume', 'picture'].includes(perElement));
  return growsWithNumbers ? Math.max(1, ...numbers.map((number) => number ** 2)) : 1;
}

/** Compares one call with its reference: every number of its result and of its gradients. */
export function compareCase(subject: LossAndReference, fuzzCase: FuzzCase): Comparison {
  const { declaration } = subject.loss;
  const { blocks, reduction } = fuzzCase;
  const { grouped = false } = declaration.layout;
  const counts = countsOf(fuzzCase);
  const kept = blocks.map((_, row) => row).filter((row) => counts[row] !== 0);
  const chosen = kept.flatMap((row) => blocks.slice(row, row + 1));
  const reference = referenceOf(subject, fuzzCase);
  const divisor = reduction === 'mean' ? sum(counts) || 1 : 1;
  const factors = grouped ? undefined : kept.map((row) => (counts[row] ?? 0) / divisor);
  const widths = chosen.map(({ length }) => length);
  const flat = chosen.flat();
  const blocksOf = (numbers: readonly number[]) => splitBlock(numbers, widths);
  /** w · l of every kept row; of a group its numbers as they are. */
  const terms = (numbers: readonly number[]) =>
    chosen.length === 0 ? [] : reference(blocksOf(numbers), chosen).map((l, i) => l * (factors?.[i] ?? 1));
  const total = (numbers: readonly number[]) => sum(terms(numbers));

  let outcome: ReturnType<typeof evaluateCase>;
  try {
    outcome = evaluateCase(subject.loss, fuzzCase);
  } catch (error) {
    return { compared: 1, disagreement: `expected a value, got ${error}` };
  }
  const { values, gradients } = outcome;
  const summed = summedBy(declaration, flat);
  const largestOf = (row: readonly (number | undefined)[]) =>
    Math.max(...row.map((gradient = 0) => Math.abs(gradient)).filter(Number.isFinite));
  let compared = 0;
  const disagree = (what: string, problem: string | undefined) =>
    problem === undefined ? undefined : { compared, disagreement: `${what}: ${problem}` };

  for (const [index, value] of values.entries()) {
    const row = grouped ? index : kept.indexOf(index);
    const isWhole = reduction !== 'none';
    const ofTerm = (numbers: readonly number[]) => (isWhole ? total(numbers) : (terms(numbers)[row] ?? 0));
    compared++;
    const found = disagree(`value ${index}`, valueDisagreement(value, ofTerm, flat, summed));
    if (found) return found;
  }
  for (const [row, ofRow] of gradients.entries()) {
    const place = kept.indexOf(row);
    const start = sum(widths.slice(0, Math.max(place, 0)));
    const largest = largestOf(declaration.batchDependent ? gradients.flat() : ofRow);
    const stride = Math.ceil(ofRow.length / MAX_SLOPES);
    for (const [index, gradient] of ofRow.entries()) {
      if (gradient === undefined || index % stride !== row % stride) continue;
      compared++;
      const what = `gradient of number ${index} of row ${row}`;
      if (place < 0) {
        if (gradient !== 0) return { compared, disagreement: `${what}: expected 0, got ${gradient}` };
        continue;
      }
      const block = chosen[place] ?? [];
      // Where rows are independent the others only cost time.
      const found = declaration.batchDependent
        ? slopeDisagreement(gradient, total, flat, start + index, largest, summed)
        : slopeDisagreement(
            gradient,
            (numbers) => (reference([numbers], [block])[0] ?? 0) * (factors?.[place] ?? 1),
            block,
            index,
            largest,
            summed,
          );
      const result = disagree(what, found);
      if (result) return result;
    }
  }
  return { compared };
}

/** Simpler calls, each by one step. */
function* simplerCases({ declaration }: AnyLoss, fuzzCase: FuzzCase): Generator<FuzzCase> {
  const { blocks, options, weights, mask, reduction, shape } = fuzzCase;
  if (weights) yield { ...fuzzCase, weights: undefined };
  if (mask) yield { ...fuzzCase, mask: undefined };
  for (const name of Object.keys(options)) {
    const { [name]: _left, ...others } = options;
    yield { ...fuzzCase, options: others };
  }
  if (reduction === 'mean') yield { ...fuzzCase, reduction: 'sum' };
  if (reduction === 'sum') yield { ...fuzzCase, reduction: 'none' };
  if (!weights && !mask && shape.length !== 1) yield { ...fuzzCase, shape: [blocks.length] };
  if (!weights && !mask && shape.length === 1 && blocks.length > 1) {
    if (!declaration.batchDependent) {
      for (const block of blocks) yield { ...fuzzCase, shape: [1], blocks: [block] };
    }
    for (const row of blocks.keys()) {
      yield { ...fuzzCase, shape: [blocks.length - 1], blocks: blocks.toSpliced(row, 1) };
    }
  }
  const firstOfPrediction = declaration.target === 'none' ? 0 : (blockWidths(declaration)[0] ?? 0);
  // Where 0 may be outside the domain.
  const isBounded = ['probabilities', 'mean and variance'].includes(declaration.prediction);
  for (const [row, block] of blocks.entries()) {
    for (let index = firstOfPrediction; index < block.length; index++) {
      const number = block[index] ?? 0;
      const rounded = Math.fround(Number(number.toPrecision(1)));
      for (const simpler of isBounded ? [rounded] : [0, 1, rounded]) {
        if (number === 0 || number === 1 || number === simpler) continue;
        yield { ...fuzzCase, blocks: blocks.with(row, block.with(index, simpler)) };
      }
    }
  }
}

/** The simplest call that still disagrees, as far as single steps lead. */
export function shrinkCase(subject: LossAndReference, fuzzCase: FuzzCase): FuzzCase {
  for (const simpler of simplerCases(subject.loss, fuzzCase)) {
    if (compareCase(subject, simpler).disagreement !== undefined) return shrinkCase(subject, simpler);
  }
  return fuzzCase;
}

/** What one random call of a loss came to: how much was compared, or the line that shows the disagreement. */
export interface FuzzResult {
  readonly compared: number;
  readonly mismatch?: { readonly disagreement: string; readonly line: string };
}

/** Draws one call of a loss and compares it with its reference. */
export function fuzzLoss(subject: LossAndReference, reach: Reach, stream: RandomStream): FuzzResult {
  const known = 'spec' in subject ? subject.spec.options : subject.batchSpec.options;
  const fuzzCase = drawCase(subject.loss, known, reach, stream);
  const { compared, disagreement } = compareCase(subject, fuzzCase);
  if (disagreement === undefined) return { compared };
  const simplest = shrinkCase(subject, fuzzCase);
  const { disagreement: simpler = disagreement } = compareCase(subject, simplest);
  return { compared, mismatch: { disagreement: simpler, line: evalLine(subject.loss, simplest) } };
}
