import type { TrainingWork } from '../cases/Case.ts';
import { type Problem, valuesOf, weightsOf } from '../cases/problem.ts';
import { type Peer, type Runner, UnsupportedCase } from '../protocol/Peer.ts';
import { isLine, lineRunner } from './handLine.ts';

/** A dense layer with what its training needs. */
interface DenseLayer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: 'linear' | 'relu' | 'sigmoid';
  readonly kernel: Parameter;
  readonly bias: Parameter;
  /** Outputs of a batch, and the gradient of the loss by them, later by what goes into the activation. */
  readonly outputs: Float32Array;
  readonly gradients: Float32Array;
}

interface Parameter {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  /** Moving averages of the gradient and of its square, for Adam. */
  readonly first: Float32Array;
  readonly second: Float32Array;
}

type Layers = readonly DenseLayer[];

function parameterOf(values: Float32Array | undefined): Parameter {
  if (!values) throw new RangeError('handLoop: expected a weight, got none.');
  const zeros = () => new Float32Array(values.length);
  return { values: values.slice(), gradient: zeros(), first: zeros(), second: zeros() };
}

function layersOf(problem: Problem, { layers, batch, input }: TrainingWork): Layers {
  const weights = weightsOf(problem);
  let inputs = input[0] ?? 1;
  return layers.map((layer, index) => {
    if (layer.kind !== 'dense') throw new UnsupportedCase('it is written for dense layers only');
    const { units, activation = 'linear' } = layer;
    const made: DenseLayer = {
      inputs,
      units,
      activation,
      kernel: parameterOf(weights[2 * index]?.values),
      bias: parameterOf(weights[2 * index + 1]?.values),
      outputs: new Float32Array(batch * units),
      gradients: new Float32Array(batch * units),
    };
    inputs = units;
    return made;
  });
}

function activate(value: number, activation: DenseLayer['activation']): number {
  if (activation === 'relu') return Math.max(value, 0);
  return activation === 'sigmoid' ? 1 / (1 + Math.exp(-value)) : value;
}

/** The slope of an activation, by its output. */
function slope(output: number, activation: DenseLayer['activation']): number {
  if (activation === 'relu') return output > 0 ? 1 : 0;
  return activation === 'sigmoid' ? output * (1 - output) : 1;
}

function forward(x: Float32Array, rows: number, layer: DenseLayer): Float32Array {
  const { inputs, units, outputs, activation } = layer;
  const { values: kernel } = layer.kernel;
  const { values: bias } = layer.bias;
  for (let row = 0; row < rows; row++) {
    const begin = row * units;
    for (let unit = 0; unit < units; unit++) outputs[begin + unit] = bias[unit] ?? 0;
    for (let input = 0; input < inputs; input++) {
      const value = x[row * inputs + input] ?? 0;
      const weights = input * units;
      for (let unit = 0; unit < units; unit++) {
        outputs[begin + unit] = (outputs[begin + unit] ?? 0) + value * (kernel[weights + unit] ?? 0);
      }
    }
    for (let unit = 0; unit < units; unit++) {
      outputs[begin + unit] = activate(outputs[begin + unit] ?? 0, activation);
    }
  }
  return outputs;
}

/**
 * Gradients of a layer's weights, from the gradient by its outputs; gives the gradient by its inputs to `below`, unless
 * there is nothing below.
 */
function backward(x: Float32Array, rows: number, layer: DenseLayer, below: Float32Array | undefined): void {
  const { inputs, units, outputs, gradients, activation } = layer;
  if (activation !== 'linear') {
    for (let unit = 0; unit < rows * units; unit++) {
      gradients[unit] = (gradients[unit] ?? 0) * slope(outputs[unit] ?? 0, activation);
    }
  }
  const { values: kernel, gradient: ofKernel } = layer.kernel;
  const { gradient: ofBias } = layer.bias;
  ofKernel.fill(0);
  ofBias.fill(0);
  for (let row = 0; row < rows; row++) {
    const begin = row * units;
    for (let unit = 0; unit < units; unit++) {
      ofBias[unit] = (ofBias[unit] ?? 0) + (gradients[begin + unit] ?? 0);
    }
    for (let input = 0; input < inputs; input++) {
      const value = x[row * inputs + input] ?? 0;
      const weights = input * units;
      let sum = 0;
      for (let unit = 0; unit < units; unit++) {
        const gradient = gradients[begin + unit] ?? 0;
        ofKernel[weights + unit] = (ofKernel[weights + unit] ?? 0) + value * gradient;
        sum += gradient * (kernel[weights + unit] ?? 0);
      }
      if (below) below[row * inputs + input] = sum;
    }
  }
}

/** The mean loss of a batch; writes its gradient by the outputs of the last layer. */
function lossOf({ loss }: TrainingWork, rows: number, last: DenseLayer, targets: Float32Array): number {
  const { units, outputs, gradients } = last;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const begin = row * units;
    if (loss === 'meanSquaredError') {
      for (let unit = begin; unit < begin + units; unit++) {
        const error = (outputs[unit] ?? 0) - (targets[unit] ?? 0);
        total += (error * error) / (rows * units);
        gradients[unit] = (2 * error) / (rows * units);
      }
      continue;
    }
    let largest = Number.NEGATIVE_INFINITY;
    for (let unit = begin; unit < begin + units; unit++) largest = Math.max(largest, outputs[unit] ?? 0);
    let sum = 0;
    for (let unit = begin; unit < begin + units; unit++) {
      const power = Math.exp((outputs[unit] ?? 0) - largest);
      gradients[unit] = power;
      sum += power;
    }
    const truth = begin + (targets[row] ?? 0);
    total += (Math.log(sum) + largest - (outputs[truth] ?? 0)) / rows;
    for (let unit = begin; unit < begin + units; unit++) {
      gradients[unit] = ((gradients[unit] ?? 0) / sum - (unit === truth ? 1 : 0)) / rows;
    }
  }
  return total;
}

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

function update({ values, gradient, first, second }: Parameter, work: TrainingWork, step: number): void {
  const { kind, learningRate } = work.optimizer;
  if (kind === 'sgd') {
    for (let index = 0; index < values.length; index++) {
      values[index] = (values[index] ?? 0) - learningRate * (gradient[index] ?? 0);
    }
    return;
  }
  const [left1, left2] = [1 - BETA_1 ** step, 1 - BETA_2 ** step];
  for (let index = 0; index < values.length; index++) {
    const slopeHere = gradient[index] ?? 0;
    const average = BETA_1 * (first[index] ?? 0) + (1 - BETA_1) * slopeHere;
    const square = BETA_2 * (second[index] ?? 0) + (1 - BETA_2) * slopeHere * slopeHere;
    first[index] = average;
    second[index] = square;
    values[index] =
      (values[index] ?? 0) - (learningRate * (average / left1)) / (Math.sqrt(square / left2) + EPSILON);
  }
}

function runner(problem: Problem, work: TrainingWork, layers: Layers, last: DenseLayer): Runner {
  const [inputs, targets] = [valuesOf(problem, 'inputs'), valuesOf(problem, 'targets')];
  const { batch, rows } = work;
  const [width, columns] = [inputs.values.length / rows, targets.values.length / rows];
  let step = 0;

  function lossOfBatch(index: number): { loss: number; x: Float32Array } {
    const begin = (index % (rows / batch)) * batch;
    const x = inputs.values.subarray(begin * width, (begin + batch) * width);
    layers.reduce((values, layer) => forward(values, batch, layer), x);
    const truth = targets.values.subarray(begin * columns, (begin + batch) * columns);
    return { loss: lossOf(work, batch, last, truth), x };
  }

  function take(): void {
    const { x } = lossOfBatch(step);
    step += 1;
    for (let index = layers.length - 1; index >= 0; index--) {
      const [layer, below] = [layers[index], layers[index - 1]];
      if (layer) backward(below?.outputs ?? x, batch, layer, below?.gradients);
    }
    for (const { kernel, bias } of layers) {
      update(kernel, work, step);
      update(bias, work, step);
    }
  }

  return {
    run(steps) {
      for (let left = steps; left > 0; left--) take();
    },
    evaluate: () => [lossOfBatch(0).loss],
  };
}

/** What someone writes who needs no library: loops over typed arrays. */
export const handLoop: Peer = {
  name: 'hand loop',
  kinds: ['training'],
  start(problem) {
    const { work } = problem.case;
    if (work.kind !== 'training') throw new UnsupportedCase('it is written for training only');
    if (isLine(work)) return lineRunner(problem, work);
    const layers = layersOf(problem, work);
    const last = layers.at(-1);
    if (!last) throw new UnsupportedCase('it is written for networks with layers only');
    return runner(problem, work, layers, last);
  },
  version: () => `Node ${process.versions.node}`,
};
