import type { LossDeclaration } from '@losskit/losses/contract';

import { type Block, blockWidths, CLASSES, MASK, oneHot, repeat, turnedScores } from './lossBlocks.ts';
import { alternating, drawPicture, MASKS, pairs, signBlock } from './specialBlocks.ts';

/** Far from 1 to both sides; the last is subnormal. */
const SCALES = [1e20, 1e-20, 1e-40];
const EXTREMES = [0, ...SCALES, ...SCALES.map((scale) => -scale)];

function extremeScores(prediction: LossDeclaration['prediction']): readonly Block[] {
  if (prediction === 'probabilities') {
    return SCALES.slice(1).flatMap((tiny) => [
      [tiny, 1, 0, 0],
      [1, tiny, tiny, tiny],
      [0.5, 0.5, tiny, 0],
    ]);
  }
  if (prediction === 'logProbabilities') {
    return [
      [0, -1e20, -1e-20, -100],
      [-60, -1e-26, -1e20, -1e-40],
    ];
  }
  return [...SCALES, 55, 100].flatMap((scale) => [
    [scale, 0, 0, 0],
    [0, -scale, scale, 1],
  ]);
}

function extremeNumbers(declaration: LossDeclaration): readonly Block[] {
  const { target, prediction, layout } = declaration;
  switch (target) {
    case 'none':
      return alternating(EXTREMES, declaration);
    case 'continuous':
      if (prediction === 'mean and variance') {
        return pairs([0, 1e-20], EXTREMES).flatMap((block) => [1e-4, 1, 1e20].map((v) => [...block, v]));
      }
      if (prediction === 'ensemble') return pairs([0, 1], EXTREMES).map(([y = 0, x = 0]) => [y, x, -x, x, 1]);
      if (prediction === 'mixture') {
        return EXTREMES.map((x) => [0, x, -x, 0, 1, x, -x, x, 2 * x, 0, Math.min(x, 80), x > 0 ? -x : 0, 1]);
      }
      return pairs([0, 1, 1e20, 1e-40], EXTREMES);
    case 'nonzero continuous':
      return pairs([1, -1e20, 1e-20], EXTREMES);
    case 'nonnegative continuous':
    case 'positive continuous':
      return pairs(SCALES, prediction === 'logRates' ? [-80, 80, 1e-20, -1e-40] : SCALES);
    case 'counts':
      return pairs([0, 1, 1e6], [-1e20, 1e-20, -1e-40, 80]);
    case 'binary':
      return pairs([0, 1, 0.5, 1e-20], prediction === 'probabilities' ? [1e-20, 1e-40, 1 - 6e-8] : EXTREMES);
    case 'signs':
      return pairs([1, -1], EXTREMES).map((block) => signBlock(block, blockWidths(declaration)));
    case 'multiclass':
    case 'distributions':
      return extremeScores(prediction)
        .map((scores) => turnedScores({ layout }, scores))
        .flatMap((scores) => [
          [...oneHot(0), ...scores],
          [...oneHot(1), ...scores],
          [0.5, 0.5 - 2 ** -24, 2 ** -24, 0, ...scores],
        ]);
    case 'ordinal':
      return extremeScores(prediction).flatMap((scores) => [0, 2, CLASSES].map((id) => [id, ...scores]));
    case 'multilabel':
    case 'relevances':
      return extremeScores(prediction).flatMap((scores) => [
        [...oneHot(0), ...scores],
        [0, 1, 1, 0, ...scores],
        [0, 0, 0, 0, ...scores],
      ]);
    case 'groups':
      return SCALES.flatMap((scale, index) =>
        [7, index % 2 === 0 ? 7 : -2].map((id, sign) => [id, scale, sign * scale, -scale, scale / 2]),
      );
    case 'vectors':
      return SCALES.flatMap((scale) => [
        [scale, 0, 0, 0, 0, scale, 0, 0],
        [scale, -scale, 0, scale, 1, 2, 3, 4],
        [1, 2, 3, 4, scale, scale, scale, 0],
      ]).map((block) => [...block, ...repeat((layout.inputs.length - 2) * CLASSES, () => 2)]);
    case 'boxes':
      return SCALES.flatMap((scale) => [
        [0, 0, scale, scale, 0, 0, scale, scale],
        [-scale, 0, scale, scale, 0, -scale, scale, 0],
        [0, 0, 1, 1, -scale, -scale, scale, 2],
        [0, 0, 0, 0, scale, 0, scale, scale],
        // Without area, and with corners out of order.
        [1, 1, 1, 1, 1, 1, 1, 1],
        [0, 0, scale, scale, scale, scale, 0, 0],
        [scale, 0, 0, scale, 0, scale, scale, 0],
        [0, 0, 1, 1, 1, 0, 0, 1],
      ]);
    case 'pictures': {
      const stripes = (scale: number) => drawPicture((row, column) => (((row + column) % 3) - 1) * scale);
      return SCALES.flatMap((scale) => [
        [...stripes(scale), ...stripes(scale)],
        [...stripes(scale), ...stripes(-scale)],
        [...stripes(scale), ...stripes(1)],
        [...stripes(1), ...stripes(scale)],
      ]);
    }
    case 'masks':
      return MASKS.flatMap((mask) =>
        SCALES.slice(1).flatMap((tiny) => [
          [...mask, ...drawPicture((row, _column, channel) => (row % CLASSES === channel ? 1 : tiny), MASK)],
          [...mask, ...mask.map((x) => x * tiny)],
        ]),
      );
    case 'survival':
      if (layout.inputs.length === 3)
        return EXTREMES.map((x, index) => [SCALES[index % 2] ?? 1, index % 2, x]);
      return pairs([1e-20, 1e20], [0, 1]).flatMap((block) => [
        [...block, 1e-20, -1e-40],
        [...block, 1e20, -1e20],
        [...block, 40, 0.5],
      ]);
    case 'sequence':
      return SCALES.map((scale) => [
        1,
        2,
        ...repeat(blockWidths({ layout, target })[1] ?? 0, () => 0)
          .with(2, scale)
          .with(5, -scale),
      ]);
  }
}

/** Blocks with numbers that are huge, tiny or subnormal, inside the loss's domain. */
export function extremeBlocks(declaration: LossDeclaration): Block[] {
  return extremeNumbers(declaration).map((block) => block.map(Math.fround));
}
