import type { AnyLoss, LossDeclaration, OptionDeclaration } from '@losskit/losses/contract';
import type { RandomStream } from '@losskit/random';

import { broadcastableShapes } from '../emptyChecks.ts';
import { extremeBlocks } from '../extremeBlocks.ts';
import { type Block, blockWidths, CLASSES, classRowsOf, drawBlocks, oneHot } from '../lossBlocks.ts';
import { specialBlocks } from '../specialBlocks.ts';
import type { FuzzCase, Shaped } from './FuzzCase.ts';

const MAX_RANK = 6;
const MAX_ELEMENTS = 12;

/** How far numbers reach to both sides of 1, as powers of ten. */
export interface Reach {
  readonly low: number;
  readonly high: number;
}

function pick<T>(stream: RandomStream, choices: readonly T[]): T {
  const chosen = choices[stream.integer(choices.length)];
  if (chosen === undefined) throw new RangeError('pick: expected choices, got none.');
  return chosen;
}

const product = (sizes: readonly number[]) => sizes.reduce((total, size) => total * size, 1);

/** The axes of an input that are not those of the unreduced loss; at least one is left free. */
const INNER_AXES = { scalar: 1, row: 1, matrix: 2, volume: 3, picture: 3, shared: 1 } as const;

/** A picture has as many numbers as dozens of rows. */
const MAX_PICTURES = 2;

function isOfPictures({ layout }: LossDeclaration): boolean {
  return layout.inputs.some(({ perElement }) => perElement === 'picture');
}

function drawShape(declaration: LossDeclaration, stream: RandomStream): number[] {
  const most = isOfPictures(declaration) ? MAX_PICTURES : MAX_ELEMENTS;
  const inner = Math.max(...declaration.layout.inputs.map(({ perElement }) => INNER_AXES[perElement]));
  const shape = Array.from({ length: stream.integer(MAX_RANK + 1 - inner) }, () => 1 + stream.integer(4));
  while (product(shape) > most) shape[shape.indexOf(Math.max(...shape))] = 1;
  return shape.length > 0 && stream.integer(12) === 0 ? shape.with(stream.integer(shape.length), 0) : shape;
}

/** A number of any size and sign, 0, or one that stands in the block already. */
function wildNumber(block: Block, { low, high }: Reach, stream: RandomStream): number {
  switch (stream.integer(6)) {
    case 0:
      return 0;
    case 1:
      return pick(stream, block);
    case 2:
      return pick(stream, block) * (1 + 2 ** -23);
    default:
      return (stream.integer(2) === 0 ? -1 : 1) * 10 ** stream.uniform(low, high);
  }
}

/** Probabilities that are tiny, certain, or both. */
function wildProbabilities(count: number, { low }: Reach, stream: RandomStream): number[] {
  const sizes = Array.from({ length: count }, () =>
    stream.integer(6) === 0 ? 0 : 10 ** stream.uniform(low, 0),
  );
  if (count === 1) return sizes.map((p) => (stream.integer(2) === 0 ? p : 1 - Math.fround(p)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return total === 0 ? sizes.with(0, 1) : sizes.map((size) => size / total);
}

const AMOUNTS = ['nonnegative continuous', 'positive continuous'];
const KEEPS_TARGET = [
  'binary',
  'signs',
  'multiclass',
  'ordinal',
  'multilabel',
  'groups',
  'sequence',
  'counts',
];

/** The block with wild numbers in place of some, inside the domain of the loss. */
function wildBlock(declaration: LossDeclaration, block: Block, reach: Reach, stream: RandomStream): Block {
  const { target, prediction } = declaration;
  let start = 0;
  const parts = blockWidths(declaration).map((width, input) => {
    start += width;
    const part = block.slice(start - width, start);
    const isTarget = input === 0 && target !== 'none';
    if (isTarget && (KEEPS_TARGET.includes(target) || target === 'relevances')) return part;
    if (target === 'survival' && input < 2) return part;
    if (isTarget && target === 'distributions') return wildProbabilities(width, reach, stream);
    if (!isTarget && prediction === 'probabilities') return wildProbabilities(width, reach, stream);
    if (!isTarget && prediction === 'logProbabilities') {
      return wildProbabilities(width, reach, stream).map((p) => Math.log(Math.max(p, 1e-30)));
    }
    const wild = part.map((number) => (stream.integer(3) === 0 ? number : wildNumber(block, reach, stream)));
    if (AMOUNTS.includes(target) && (isTarget || prediction !== 'logRates')) return wild.map(Math.abs);
    if (prediction === 'mean and variance' && input === 2)
      return wild.map((v) => Math.max(Math.abs(v), LOWEST_VARIANCE));
    if (prediction === 'mixture' && input === 3) return wild.map((s) => Math.max(s, LOWEST_LOG_SCALE));
    if (isTarget && target === 'nonzero continuous')
      return wild.map((y) => (Math.abs(y) < LOWEST_TARGET ? 1 : y));
    return wild;
  });
  return parts.flat();
}

/** Below it the gradient of a logarithm of probabilities is held, by definition, and no slope of its value. */
const LOWEST_PROBABILITY = -11;

/** Beside members of 1 the kinks between smaller ones are nearer than differences resolve. */
const LOWEST_MEMBER = -3;

/** Differences of distances, and of scores that are products or sums, lose their digits soon. */
const HIGHEST_TERM = 2;

/** A relative error holds smaller targets. */
const LOWEST_TARGET = 1e-6;

/** Those of `eps` are below. */
const LOWEST_VARIANCE = 0.01;
const LOWEST_LOG_SCALE = -4;

/** The cube of a standard score is still in range. */
const HIGHEST_SQUARED = 12;

/** A power of the distances in a mask of which the largest is still in range. */
const HIGHEST_POWER = 50;

/** Further apart than 1.8e19 two logits count as infinitely far apart. */
const HIGHEST_LOGIT = 18;

function highestOf({ layout, options, prediction, target, batchDependent }: LossDeclaration): number {
  const isSummed = layout.inputs.some(({ perElement }) =>
    ['shared', 'matrix', 'volume'].includes(perElement),
  );
  const isOfScores = target === 'vectors' && prediction === 'logits';
  const isOfViews = target === 'none' && batchDependent;
  if (
    isSummed ||
    isOfScores ||
    isOfViews ||
    'distance' in options ||
    prediction === 'mixture' ||
    prediction === 'ensemble'
  )
    return HIGHEST_TERM;
  if (prediction === 'mean and variance') return HIGHEST_SQUARED;
  return prediction === 'logits' || target === 'multiclass' ? HIGHEST_LOGIT : Number.POSITIVE_INFINITY;
}

function drawBlock({ declaration }: AnyLoss, given: Reach, stream: RandomStream): Block {
  const isHeld = declaration.prediction === 'probabilities';
  const isEnsemble = declaration.prediction === 'ensemble';
  const reach = {
    low: isEnsemble ? LOWEST_MEMBER : isHeld ? LOWEST_PROBABILITY : given.low,
    high: Math.min(given.high, highestOf(declaration)),
  };
  const [ordinary = []] = drawBlocks(declaration, 1, stream);
  const within = (block: Block) =>
    block.map((x, index) => {
      if (declaration.prediction === 'mean and variance' && index === 2) return Math.max(x, LOWEST_VARIANCE);
      if (declaration.prediction === 'mixture' && index > 2 * CLASSES) return Math.max(x, LOWEST_LOG_SCALE);
      if (declaration.target === 'nonzero continuous' && index === 0 && Math.abs(x) < LOWEST_TARGET) return 1;
      return Math.abs(x) < 10 ** reach.low ? 0 : Math.sign(x) * Math.min(Math.abs(x), 10 ** reach.high);
    });
  const kind = stream.integer(8);
  // Boxes without area, and those whose edges meet, are at kinks; tests of their own look at them.
  if (kind < 3 || declaration.target === 'boxes') return ordinary;
  // Far out, a picture's sums say nothing of most of its pixels.
  if (isOfPictures(declaration) && kind !== 3) return ordinary;
  if (kind === 3) return within(pick(stream, specialBlocks(declaration)));
  if (kind === 4) return within(pick(stream, extremeBlocks(declaration)));
  return wildBlock(declaration, ordinary, reach, stream).map(Math.fround);
}

/** A number in the declared range, within two powers of ten of its default. */
function drawOption(declared: OptionDeclaration, stream: RandomStream): unknown {
  if (declared.kind === 'boolean') return stream.integer(2) === 0;
  if (declared.kind !== 'number' || declared.integer) return undefined;
  const { above, atLeast, below, atMost } = declared;
  const low = atLeast ?? above ?? Number.NEGATIVE_INFINITY;
  const high = atMost ?? below ?? Number.POSITIVE_INFINITY;
  const drawn =
    Number.isFinite(low) && Number.isFinite(high)
      ? stream.uniform(low, high)
      : (declared.default || 1) * 10 ** stream.uniform(-2, 2);
  const isInside = drawn >= low && drawn <= high && drawn !== above && drawn !== below;
  return isInside ? Math.fround(drawn) : undefined;
}

function drawOptions(
  { declaration }: AnyLoss,
  known: readonly Readonly<Record<string, unknown>>[],
  stream: RandomStream,
): Record<string, unknown> {
  const drawn = { ...pick(stream, known) };
  for (const name of new Set(known.flatMap((options) => Object.keys(options)))) {
    const declared = declaration.options[name];
    if (!declared || stream.integer(2) === 0) continue;
    const value = drawOption(declared, stream);
    const isPower = name === 'alpha' && declaration.target === 'masks' && typeof value === 'number';
    if (value !== undefined) drawn[name] = isPower ? Math.min(value, HIGHEST_POWER) : value;
  }
  return drawn;
}

function drawShaped(shape: readonly number[], draw: () => number, stream: RandomStream): Shaped {
  const given = pick(stream, broadcastableShapes(shape));
  return { shape: given, numbers: Array.from({ length: product(given) }, draw) };
}

/** The block with the likeliest class alone in each of the rows that its first numbers are. */
function oneHotOf(block: Block, width: number): Block {
  const targets = classRowsOf(block.slice(0, width)).flatMap((target) =>
    oneHot(target.indexOf(Math.max(...target))),
  );
  return [...targets, ...block.slice(width)];
}

/**
 * A random call: any rank, empty and single axes, weights and masks of any shape that fits, options that the
 * reference knows, and numbers from ordinary to far out.
 *
 * @param known - Sets of options that the reference was written for.
 */
export function drawCase(
  loss: AnyLoss,
  known: readonly Readonly<Record<string, unknown>>[],
  reach: Reach,
  stream: RandomStream,
): FuzzCase {
  const { declaration } = loss;
  const { target, batchDependent, layout } = declaration;
  const shape = drawShape(declaration, stream);
  const labels =
    ['multiclass', 'masks'].includes(target) && stream.integer(2) === 0 ? 'ids' : 'distributions';
  const blocks = Array.from({ length: product(shape) }, () => drawBlock(loss, reach, stream)).map((block) =>
    labels === 'ids' ? oneHotOf(block, blockWidths(declaration)[0] ?? 0) : block,
  );
  const options = drawOptions(loss, known, stream);
  const weight = () => (stream.integer(4) === 0 ? 0 : Math.fround(10 ** stream.uniform(-2, 1)));
  // Weights say how often a row counts in its group, of which references know nothing; nor do they of the means of
  // groups and of class weights.
  const isPlain = !layout.grouped && options.classWeights === undefined;
  return {
    shape,
    blocks,
    options,
    labels,
    weights: layout.grouped || stream.integer(2) === 0 ? undefined : drawShaped(shape, weight, stream),
    mask: stream.integer(3) > 0 ? undefined : drawShaped(shape, () => stream.integer(2), stream),
    reduction: pick(
      stream,
      isPlain && !(batchDependent && layout.grouped) ? ['mean', 'sum', 'none'] : ['sum', 'none'],
    ),
  };
}
