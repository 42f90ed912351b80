import type { LossDeclaration } from '@losskit/losses/contract';
import { type RandomStream, randomStream } from '@losskit/random';

import type { CallSize, CallWork } from './Case.ts';
import type { NamedValues } from './NamedValues.ts';

type Input = LossDeclaration['layout']['inputs'][number];

/** The usual size: as many numbers as a large layer has outputs. */
const USUAL: CallSize = { rows: 4096, columns: 1000, classes: 1000 };

const ITEM_PAIRS = [
  'approxNdcg',
  'lambdaLoss',
  'lambdaRank',
  'listMle',
  'multilabelMargin',
  'pairwiseHinge',
  'pairwiseLogistic',
  'uniqueSoftmax',
];
const ROW_TRIPLETS = ['angular', 'batchAllTriplet', 'batchSemiHardTriplet'];

function isOfPictures({ inputs }: LossDeclaration['layout']): boolean {
  return inputs.some(({ perElement }) => perElement === 'picture');
}

/** Smaller where the loss is of pairs or triplets of rows, whose number would fill the memory, and where rows have a width of their own. */
function sizeOfCall({ name, target, prediction, layout }: LossDeclaration): CallSize {
  const isShared = layout.inputs.some(({ perElement }) => perElement === 'shared');
  if (ROW_TRIPLETS.includes(name)) return { rows: 128, columns: 64, classes: 32 };
  if (target === 'groups') return { rows: 512, columns: 128, classes: 128 };
  if (target === 'vectors' && layout.grouped) return { rows: 256, columns: 128, classes: 128 };
  if (ITEM_PAIRS.includes(name)) return { ...USUAL, rows: 256, columns: 100 };
  if (isShared) return { ...USUAL, columns: 128 };
  if (target === 'boxes') return { ...USUAL, rows: 1_024_000, columns: 4 };
  if (isOfPictures(layout))
    return target === 'masks' ? { rows: 8, columns: 128, classes: 4 } : { rows: 8, columns: 256, classes: 3 };
  if (name === 'rnnTransducer') return { rows: 8, columns: 100, classes: 64 };
  if (target === 'sequence') return { rows: 32, columns: 100, classes: 64 };
  if (prediction === 'mixture') return { ...USUAL, rows: 100_000, columns: 8 };
  if (prediction === 'ensemble') return { ...USUAL, rows: 20_000, columns: 50 };
  if (name === 'lovaszSoftmax') return { rows: 65_536, columns: 16, classes: 16 };
  if (name === 'coxPartialLikelihood') return { rows: 4096, columns: 1, classes: 1 };
  return USUAL;
}

/** Inputs that a loss is compared with, which no model is trained by. */
const TRUTHS = ['yTrue', 'labels', 'time', 'event', 'teacherLogits', 'referenceChosen', 'referenceRejected'];

/** Whether labels are given as class ids. */
function isOfIds({ dtype }: Input): boolean {
  return dtype !== 'float32';
}

/** A call of a loss at a size that suits it. */
export function callWork(declaration: LossDeclaration): CallWork {
  const { name, layout } = declaration;
  const named = (inputs: readonly Input[]) => inputs.map((input) => input.name);
  const trained = layout.inputs.filter((input) => !TRUTHS.includes(input.name) && !isOfIds(input));
  return {
    kind: 'call',
    loss: name,
    size: sizeOfCall(declaration),
    trained: named(trained),
    integers: named(layout.inputs.filter(isOfIds)),
  };
}

/** Labels in each sequence. */
const LABELS = 30;

function shapeOf(declaration: LossDeclaration, input: Input, { rows, columns, classes }: CallSize): number[] {
  const sizes = { classes, components: columns };
  const trained = declaration.trainedInputs[input.name];
  if (trained) return [...trained(sizes)];
  const isOfScalars = declaration.layout.inputs.every(({ perElement }) => perElement === 'scalar');
  switch (input.perElement) {
    case 'scalar':
      return isOfScalars && columns > 1 ? [rows, columns] : [rows];
    case 'shared':
      return [columns, classes];
    case 'matrix':
      return [rows, columns, classes];
    case 'volume':
      return [rows, columns, LABELS + 1, classes];
    case 'picture':
      return isOfIds(input) ? [rows, columns, columns] : [rows, columns, columns, classes];
    case 'row':
      if (!isOfIds(input)) return [rows, columns];
      return declaration.target === 'sequence' ? [rows, LABELS] : [rows];
  }
}

function rowOfTotalOne(length: number, stream: RandomStream): number[] {
  const row = Array.from({ length }, () => stream.uniform(0.05, 1));
  const total = row.reduce((sum, value) => sum + value, 0);
  return row.map((value) => value / total);
}

function corners(stream: RandomStream): number[] {
  const [x, y] = [stream.normal(), stream.normal()];
  return [x, y, x + stream.uniform(0.5, 2), y + stream.uniform(0.5, 2)];
}

/** Draws the next numbers of an input: one, or those of a row. */
function drawing(
  { target, prediction, layout }: LossDeclaration,
  { name, perElement, dtype }: Input,
  { rows, columns, classes }: CallSize,
  stream: RandomStream,
): () => readonly number[] {
  const one = (draw: () => number) => () => [draw()];
  const isTruth = name === layout.inputs[0]?.name && TRUTHS.includes(name);
  const row = () => rowOfTotalOne(perElement === 'picture' ? classes : columns, stream);
  if (isOfPictures(layout) && target !== 'masks') return one(() => stream.uniform());
  if (target === 'boxes') return () => corners(stream);
  if (name === 'variance') return one(() => stream.uniform(0.2, 4));
  if (name === 'event') return one(() => stream.integer(2));
  if (dtype !== 'float32') {
    if (target === 'groups' || layout.grouped) {
      // Groups have four rows each, and no class is without a row: then all libraries count the same.
      const among = target === 'groups' ? Math.ceil(rows / 4) : classes;
      let drawn = 0;
      return one(() => drawn++ % among);
    }
    const among = target === 'ordinal' ? columns + 1 : classes;
    return one(() => (target === 'sequence' ? 1 + stream.integer(among - 1) : stream.integer(among)));
  }
  if (isTruth) {
    switch (target) {
      case 'nonzero continuous':
      case 'nonnegative continuous':
      case 'positive continuous':
      case 'survival':
        return one(() => stream.uniform(0.5, 6));
      case 'counts':
        return one(() => stream.integer(9));
      case 'binary':
      case 'multilabel':
        return one(() => stream.integer(2));
      case 'signs':
        return one(() => 2 * stream.integer(2) - 1);
      case 'relevances':
        return one(() => stream.integer(4));
      case 'distributions':
        return row;
    }
  }
  const isProbability = name === 'probabilities' || name.startsWith('logP');
  if (isProbability && (perElement === 'row' || perElement === 'picture')) {
    return name === 'probabilities' ? row : () => row().map(Math.log);
  }
  if (isProbability) return one(() => stream.uniform(0.01, 0.99));
  if (target === 'nonnegative continuous' && prediction === 'values')
    return one(() => stream.uniform(0.5, 6));
  // Logarithms of rates and scales, which are of the size of the numbers.
  return one(() => stream.normal(0, /^log[A-Z]/.test(name) ? 0.3 : 1));
}

/** The shapes of the inputs of a call, by their names. */
export function callShapes(declaration: LossDeclaration, size: CallSize): (readonly [string, number[]])[] {
  return declaration.layout.inputs.map((input) => [input.name, shapeOf(declaration, input, size)]);
}

/** The inputs of a call, by their names: the same each time, inside the domain of the loss. */
export function callTensors(declaration: LossDeclaration, size: CallSize): NamedValues[] {
  return declaration.layout.inputs.map((input) => {
    const shape = shapeOf(declaration, input, size);
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    const stream = randomStream(1, `bench ${declaration.name} ${input.name}`);
    const draw = drawing(declaration, input, size, stream);
    for (let place = 0; place < values.length; ) {
      const drawn = draw();
      values.set(drawn, place);
      place += drawn.length;
    }
    return { name: input.name, shape, values };
  });
}
