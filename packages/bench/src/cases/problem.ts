import { findLoss } from '@losskit/losses/registry';
import { randomStream } from '@losskit/random';
import type { Case, Layer, LossWork, TrainingWork, Work } from './Case.ts';
import { callTensors } from './call.ts';
import type { NamedValues } from './NamedValues.ts';

/** A case with its numbers. */
export interface Problem {
  readonly case: Case;
  readonly tensors: readonly NamedValues[];
}

const SEED = 1;

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

function normal(name: string, shape: readonly number[], deviation = 1): NamedValues {
  const stream = randomStream(SEED, `bench ${name}`);
  return {
    name,
    shape,
    values: Float32Array.from({ length: sizeOf(shape) }, () => stream.normal(0, deviation)),
  };
}

/** Class ids, as numbers. */
function classIds(name: string, count: number, classes: number): NamedValues {
  const stream = randomStream(SEED, `bench ${name}`);
  return {
    name,
    shape: [count],
    values: Float32Array.from({ length: count }, () => stream.integer(classes)),
  };
}

/** Shapes of a layer's weights, in the order of tfjs, and the shape of its output. */
function layerShapes(layer: Layer, input: readonly number[]): { weights: number[][]; output: number[] } {
  const [height = 1, width = 1] = input;
  const last = input.at(-1) ?? 1;
  switch (layer.kind) {
    case 'dense':
      return { weights: [[last, layer.units], [layer.units]], output: [...input.slice(0, -1), layer.units] };
    case 'conv2d': {
      const { kernelSize, filters } = layer;
      const side = (size: number) => size - kernelSize + 1;
      return {
        weights: [[kernelSize, kernelSize, last, filters], [filters]],
        output: [side(height), side(width), filters],
      };
    }
    case 'maxPool':
      return { weights: [], output: [Math.floor(height / layer.size), Math.floor(width / layer.size), last] };
    case 'flatten':
      return { weights: [], output: [sizeOf(input)] };
    case 'lstm': {
      const { units } = layer;
      return { weights: [[last, 4 * units], [units, 4 * units], [4 * units]], output: [units] };
    }
  }
}

/** Initial weights of the layers, small enough for a deep network to start well, and the columns of the output. */
function initialWeights({ layers, input }: TrainingWork): { weights: NamedValues[]; outputs: number } {
  const weights: NamedValues[] = [];
  let shape: readonly number[] = input;
  for (const layer of layers) {
    const { weights: shapes, output } = layerShapes(layer, shape);
    for (const one of shapes) {
      const inputs = sizeOf(one) / (one.at(-1) ?? 1);
      const deviation = one.length > 1 ? Math.sqrt(1 / inputs) : 0;
      weights.push(normal(`weight ${weights.length}`, one, deviation));
    }
    shape = output;
  }
  return { weights, outputs: sizeOf(shape) };
}

/** What is learned: a line through the first input, or for several outputs numbers without a pattern. */
function continuousTargets(
  { rows, input }: TrainingWork,
  inputs: Float32Array,
  outputs: number,
): NamedValues {
  const noise = normal('targets', [rows, outputs]);
  if (outputs > 1) return noise;
  const width = sizeOf(input);
  return {
    ...noise,
    values: noise.values.map((value, row) => 3 * (inputs[row * width] ?? 0) + 1 + 0.1 * value),
  };
}

function trainingTensors(work: TrainingWork): NamedValues[] {
  const inputs = normal('inputs', [work.rows, ...work.input]);
  const { weights, outputs } = initialWeights(work);
  const targets =
    work.loss === 'crossEntropy'
      ? classIds('targets', work.rows, outputs)
      : continuousTargets(work, inputs.values, outputs);
  return [inputs, targets, ...weights];
}

/** Labels in each sequence of `ctc`. */
const LABELS = 30;

function lossTensors({ loss, shape }: LossWork): NamedValues[] {
  const [rows = 1] = shape;
  const classes = shape.at(-1) ?? 1;
  const predictions = normal('predictions', shape);
  if (loss === 'ctc') {
    // The blank is class 0.
    const labels = classIds('truth', rows * LABELS, classes - 1);
    return [
      predictions,
      { ...labels, shape: [rows, LABELS], values: labels.values.map((label) => label + 1) },
    ];
  }
  if (loss === 'crossEntropy' || loss === 'categoricalFocal') {
    return [predictions, classIds('truth', rows, classes)];
  }
  const truth = normal('truth', shape);
  if (!loss.startsWith('binary')) return [predictions, truth];
  return [predictions, { ...truth, values: truth.values.map((value) => Number(value > 0)) }];
}

function tensorsOf(work: Work): NamedValues[] {
  switch (work.kind) {
    case 'training':
      return trainingTensors(work);
    case 'loss':
      return lossTensors(work);
    case 'call':
      return callTensors(findLoss(work.loss).declaration, work.size);
    case 'update':
      return [normal('weight 0', [work.parameters]), normal('gradient', [work.parameters])];
    case 'command':
      return [];
    case 'product': {
      const { m, k, n, transposeA = false, transposeB = false } = work;
      return [normal('a', transposeA ? [k, m] : [m, k]), normal('b', transposeB ? [n, k] : [k, n])];
    }
  }
}

/** The case with the numbers that all peers start from: the same each time. */
export function makeProblem(given: Case): Problem {
  return { case: given, tensors: tensorsOf(given.work) };
}

/** The initial weights of a problem, in order. */
export function weightsOf({ tensors }: Problem): readonly NamedValues[] {
  return tensors.filter(({ name }) => name.startsWith('weight '));
}

/** @throws RangeError for a name that the problem doesn't have. */
export function valuesOf({ case: { name: caseName }, tensors }: Problem, name: string): NamedValues {
  const found = tensors.find((tensor) => tensor.name === name);
  if (found) return found;
  const known = tensors.map((tensor) => tensor.name).join(', ');
  throw new RangeError(`${caseName}: expected a tensor out of ${known}, got '${name}'.`);
}
