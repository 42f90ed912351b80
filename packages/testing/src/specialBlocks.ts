import type { LossDeclaration } from '@losskit/losses/contract';

import {
  type Block,
  blockWidths,
  CLASSES,
  FRAMES,
  MASK,
  oneHot,
  PICTURE,
  repeat,
  turnedScores,
} from './lossBlocks.ts';

const FAR_LOGITS = [0, 20, -20, 100, -100, 1e3, -1e3, 1e4, -1e4];
const EDGE_PROBABILITIES = [0, 1e-7, 0.5, 1 - 1e-7, 1];

function specialScores(prediction: LossDeclaration['prediction']): readonly Block[] {
  if (prediction === 'probabilities') {
    return [oneHot(0), oneHot(1), [0.5, 0.5, 0, 0], [0.25, 0.25, 0.25, 0.25]];
  }
  if (prediction === 'logProbabilities') {
    return [[-1e4, 0, -1e3, -50], [0, -1e4, -1e4, -1e4], repeat(CLASSES, () => -Math.log(CLASSES))];
  }
  return FAR_LOGITS.flatMap((far) => [
    [far, 0, 0, 0],
    [0, far, -far, 1],
  ]);
}

/** Each number in every input, and with the other sign in every second one. */
export function alternating(numbers: readonly number[], declaration: LossDeclaration): readonly Block[] {
  const widths = blockWidths(declaration);
  return numbers.flatMap((x) => [
    widths.flatMap((width) => repeat(width, () => x)),
    widths.flatMap((width, index) => repeat(width, () => (index % 2 === 0 ? x : -x))),
  ]);
}

export function pairs(targets: readonly number[], predictions: readonly number[]): readonly Block[] {
  return targets.flatMap((t) => predictions.map((p) => [t, p]));
}

/** Equal, one inside the other, with edges in common, apart, of other shapes, a line, far out and far apart. */
const SPECIAL_BOXES = [
  [0, 0, 2, 1, 0, 0, 2, 1],
  [0, 0, 4, 4, 1, 2, 2, 3],
  [0, 0, 4, 4, 0, 1, 4, 2],
  [0, 0, 1, 1, 1, 0, 2, 1],
  [0, 0, 1, 1, 3, -4, 4, -2],
  [-1, -8, 1, 8, -8, -1, 8, 1],
  [0, 0, 2, 2, 1, 1, 3, 1],
  [1e4, 1e4, 10_002, 10_002, 10_001, 1e4, 10_004, 10_002],
  [0, 0, 1e-3, 1e-3, 1e4, -1e4, 2e4, 0],
];

/** A picture by the numbers of its pixels, from place and channel. */
export function drawPicture(
  pixel: (row: number, column: number, channel: number) => number,
  [height, width, channels] = PICTURE,
): Block {
  return Array.from({ length: height * width * channels }, (_, place) => {
    const [spot, channel] = [Math.floor(place / channels), place % channels];
    return pixel(Math.floor(spot / width), spot % width, channel);
  });
}

/** A picture of classes, one-hot. */
function drawMask(classOf: (row: number, column: number) => number): Block {
  return drawPicture((row, column, channel) => (classOf(row, column) === channel ? 1 : 0), MASK);
}

const ramp = (row: number, column: number, channel: number) => (row + 2 * column + 3 * channel) / 32;
const wide = (row: number, column: number) => 20 + 2 * (row - column);

/** Pairs that are far from each other: of one colour, slopes, with and without contrast, and beyond the range. */
const PICTURES = (
  [
    [() => 0, () => 0.02],
    [() => 0.5, () => 1],
    [ramp, (row, column, channel) => 1 - ramp(row, column, channel)],
    [(row, column) => (row + column) % 2, (row, column) => 0.5 + 1e-3 * ((row * column) % 3)],
    [wide, (row, column) => 1 + 0.7 * wide(row, column)],
  ] satisfies Parameters<typeof drawPicture>[0][][]
).map((pair) => pair.map((pixel) => drawPicture(pixel)));

/** One class alone, halves, a thin line, a frame, single pixels and every class. */
export const MASKS = [
  () => 0,
  (_row: number, column: number) => (column < 2 ? 0 : 1),
  (row: number) => (row === 2 ? 1 : 0),
  (row: number, column: number) => (row % 4 === 0 || column % 3 === 0 ? 2 : 3),
  (row: number, column: number) => (row === 0 && column === 0 ? 1 : 0),
  (row: number, column: number) => (row * 3 + column * 2) % CLASSES,
].map(drawMask);

/** Probabilities near a mask: where neighbours are equal, skeletons have kinks in all directions. */
function nearly(mask: Block): Block {
  return mask.map((x, place) => 0.8 * x + (0.15 * ((place * 37) % 101)) / 101 + 0.01);
}

function specialNumbers(declaration: LossDeclaration): readonly Block[] {
  const { target, prediction, layout } = declaration;
  switch (target) {
    case 'none':
      return alternating([0, 1, -1, 400, -400, 1e4, -1e4], declaration);
    case 'continuous':
      if (prediction === 'mean and variance') {
        return pairs([0, 1, -200], [0, 1, 200]).flatMap((block) => [0.01, 1, 1e4].map((v) => [...block, v]));
      }
      if (prediction === 'mixture') {
        return pairs([0, -2], [...FAR_LOGITS, 0.5]).map(([y = 0, x = 0]) => [
          ...[y, x, 0, -x, 1],
          ...[0, 1, Math.min(x, 100), 1, 0, -1, 1, -3],
        ]);
      }
      if (prediction === 'ensemble')
        return pairs([0, 1, -2.5], [0, 1, 400]).map(([y = 0, x = 0]) => [y, x, -x, x, 0.5]);
      return [...pairs([0, 1, -2.5], [0, 1, -2.5, 1e-4]), [0, 400], [400, 0], [-200, 200]];
    case 'nonzero continuous':
      return [...pairs([1, -2.5, 0.01], [0, 1, -2.5, 0.02]), [400, -1], [1, 400]];
    case 'nonnegative continuous':
    case 'positive continuous':
      if (prediction === 'logRates') return pairs([1e-4, 1, 2.5, 1e4], [0, 1e-4, 1, -3, 20, -20]);
      return [...pairs([1e-4, 1, 2.5], [1e-4, 1, 2.5]), [1, 400], [1e4, 1], [1, -3]];
    case 'counts':
      return pairs([0, 1, 20], [0, -1e4, -50, 5]);
    case 'binary':
      return pairs([0, 1, 0.5], prediction === 'probabilities' ? EDGE_PROBABILITIES : FAR_LOGITS);
    case 'signs':
      return pairs([1, -1], FAR_LOGITS).map((block) => signBlock(block, blockWidths(declaration)));
    case 'multiclass':
      return specialScores(prediction)
        .map((scores) => turnedScores({ layout }, scores))
        .flatMap((scores) => [
          [...oneHot(0), ...scores],
          [0.5, 0.25, 0.25, 0, ...scores],
        ]);
    case 'ordinal':
      return specialScores(prediction).flatMap((scores) => [0, 2, CLASSES].map((id) => [id, ...scores]));
    case 'distributions':
      return specialScores(prediction).flatMap((scores) => [
        [...oneHot(0), ...scores],
        [0.5, 0.25, 0.25, 0, ...scores],
        [...repeat(CLASSES, () => 1 / CLASSES), ...scores],
      ]);
    case 'multilabel':
      return specialScores(prediction).flatMap((scores) => [
        [...oneHot(0), ...scores],
        [0, 0, 0, 0, ...scores],
        [1, 0, 1, 1, ...scores],
        [1, 1, 1, 1, ...scores],
      ]);
    case 'relevances':
      return specialScores(prediction).flatMap((scores) => [
        [...oneHot(0), ...scores],
        [0, 0, 0, 0, ...scores],
        [3, 0, 1, 2, ...scores],
      ]);
    case 'groups':
      // Two rows in each place, of one label or of two.
      return FAR_LOGITS.flatMap((far, index) =>
        [7, index % 2 === 0 ? 7 : -2].map((id) => [id, far, 0, -far, 1]),
      );
    case 'vectors':
      return [
        [1, 0, 0, 0, 0, 1, 0, 0],
        [1, 2, 3, 4, 1, 2, 3, 4],
        [1, 2, 3, 4, -1, -2, -3, -4],
        [1e-4, 0, 0, 2e-4, 400, 0, -1e4, 3],
      ].map((block) => [...block, ...repeat((layout.inputs.length - 2) * CLASSES, () => 2)]);
    case 'boxes':
      return SPECIAL_BOXES;
    case 'pictures':
      return PICTURES.flatMap(([first = [], second = []]) => [
        [...first, ...first],
        [...first, ...second],
        [...second, ...first],
      ]);
    case 'masks':
      return MASKS.flatMap((mask, index) => [
        [...mask, ...nearly(mask)],
        [...mask, ...nearly(MASKS[(index + 1) % MASKS.length] ?? mask)],
      ]);
    case 'survival':
      if (layout.inputs.length === 3)
        return FAR_LOGITS.map((far, index) => [1 + (index % 4), Math.min(index % 3, 1), far]);
      return pairs([0.01, 1, 100], [0, 1]).flatMap((block) => [
        [...block, 0, 0],
        [...block, -2, 1],
        [...block, 4, -5],
        [...block, 1e4, 0],
        [...block, 0, -1e4],
      ]);
    case 'sequence':
      return FAR_LOGITS.flatMap((far) => {
        const scores = [far, 0, 0, 0, 1, -far, 2, 3, 0, 0, far, far, 0.5, 0, -1, 2];
        const [, width = 0] = blockWidths({ layout, target });
        return [
          [1, 2, ...Array.from({ length: width }, (_, at) => scores[at % scores.length] ?? 0)],
          [3, 3, ...repeat(FRAMES - 1, () => 0), ...repeat(width - FRAMES + 1, () => far)],
        ];
      });
  }
}

/**
 * A sign and a score in the widths of the inputs after it: other numbers of a row are 1, a third number is
 * −1.
 */
export function signBlock([sign = 1, score = 0]: Block, widths: readonly number[]): Block {
  return [
    sign,
    ...widths.slice(1).flatMap((width, index) => [index === 0 ? score : -1, ...repeat(width - 1, () => 1)]),
  ];
}

/**
 * Blocks where losses go wrong: zeros, equal pairs, residuals of 400, certain probabilities, logits of ±1e4.
 */
export function specialBlocks(declaration: LossDeclaration): Block[] {
  return specialNumbers(declaration).map((block) => block.map(Math.fround));
}
