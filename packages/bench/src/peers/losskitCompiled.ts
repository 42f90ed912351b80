import { setFlagsFromString } from 'node:v8';
import { prepareBackend } from '@losskit/backends';
import {
  Program,
  type ProgramOptions,
  type RecordedFunction,
  recordTrace,
  UnsupportedError,
  Workspace,
} from '@losskit/compiler';
import { findLoss } from '@losskit/losses/registry';
import { trainingStep } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';

import type { CallWork, LossWork, ProductWork } from '../cases/Case.ts';
import { type Problem, valuesOf } from '../cases/problem.ts';
import { type Peer, PeerFailed, type Runner, UnsupportedCase } from '../protocol/Peer.ts';
import { losskitVersion } from '../result/losskitVersion.ts';
import { lossCall } from './lossCall.ts';
import { type Training, type TrainingRows, trainingOf } from './losskitTraining.ts';
import { tensorOf, truthOf } from './tensors.ts';

/** How the steps of a peer are compiled. */
interface CompiledOptions extends Pick<ProgramOptions, 'fusedMultiplyAdd'> {
  readonly threads?: 1 | 2;
}

type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** A compiled function, with its state written into its memory. */
function compile(
  recorded: RecordedFunction,
  { threads, fusedMultiplyAdd = false }: CompiledOptions,
  more: (workspace: Workspace) => ProgramOptions = () => ({}),
): { readonly program: Program; readonly workspace: Workspace } {
  const trace = recordTrace(recorded);
  const states = trace.values.flatMap(({ source, size, dtype }) =>
    source.kind === 'state' ? [[source.name, { shape: [size], dtype }] as const] : [],
  );
  const workspace = new Workspace(Object.fromEntries(states), threads);
  if (workspace.oneThreadReason !== undefined) {
    throw new PeerFailed(`it has one thread: ${workspace.oneThreadReason}`);
  }
  const program = new Program(workspace, trace, { fusedMultiplyAdd, ...more(workspace) });
  for (const [name, tensor] of Object.entries(recorded.state)) workspace.state(name).set(tensor.dataSync());
  return { program, workspace };
}

/** A training step as a function that leaves the variables as they were. */
function recordedStep(
  { model, optimizer, ...rest }: Training,
  batch: { readonly inputs: tf.Tensor; readonly targets: tf.Tensor },
): RecordedFunction {
  const { variables } = model;
  const optimizerState = optimizer.transform.init(variables);
  const learningRate = tf.scalar(rest.learningRate);
  const stateName = (name: string) => `optimizer/${name}`;
  const named = (tensors: NamedTensors) =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [stateName(name), tensor]));
  const clones = () =>
    Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, variable.clone()]));
  return {
    state: { ...variables, ...named(optimizerState) },
    inputs: { ...batch, learningRate },
    run() {
      const before = clones();
      const { loss, state } = trainingStep(
        { model, optimizer, loss: rest.loss },
        optimizerState,
        batch,
        learningRate,
      );
      const after = clones();
      for (const [name, tensor] of Object.entries(before)) variables[name]?.assign(tensor);
      return { state: { ...after, ...named(state) }, outputs: { loss } };
    },
  };
}

/** A tensor of the shape that a batch has. */
function batchTensor({ values, rowShape }: TrainingRows['inputs' | 'targets'], batchSize: number): tf.Tensor {
  const shape = [batchSize, ...rowShape];
  return tf.tensor(values.slice(0, tf.util.sizeFromShape(shape)), shape);
}

/** The chunk of steps that a unit is, on rows that stay in the program's memory. */
function trainingRunner(problem: Problem, training: Training, options: CompiledOptions): Runner {
  const { rows, batchSize } = training;
  const { unit } = problem.case;
  const inputs = batchTensor(rows.inputs, batchSize);
  const targets = batchTensor(rows.targets, batchSize);
  const { program, workspace } = compile(recordedStep(training, { inputs, targets }), options, (memory) => ({
    chunk: unit,
    gathered: {
      inputs: memory.addRows(rows.inputs.values, rows.inputs.values.length / rows.rows),
      targets: memory.addRows(rows.targets.values, rows.targets.values.length / rows.rows),
    },
  }));
  for (let slot = 0; slot < unit; slot++) {
    const begin = (slot * batchSize) % rows.rows;
    program.indices(slot).forEach((_, row, indices) => {
      indices[row] = begin + row;
    });
    program.staged('learningRate', slot)?.fill(training.learningRate);
  }
  return {
    run(steps) {
      for (let taken = 0; taken < steps; taken += unit) program.run(unit);
    },
    evaluate() {
      for (const [name, variable] of Object.entries(training.model.variables)) {
        const values = tf.tensor(workspace.state(name).slice(), variable.shape);
        variable.assign(values);
        values.dispose();
      }
      return training.evaluate();
    },
  };
}

/** A function of tensors that stay the same. */
function functionRunner(
  state: NamedTensors,
  outputsOf: () => NamedTensors,
  evaluate: (output: (name: string) => Float32Array) => number[],
  options: CompiledOptions,
): Runner {
  const run = () => ({ state, outputs: outputsOf() });
  const { program } = compile({ state, inputs: {}, run }, options);
  return {
    run(steps) {
      for (let left = steps; left > 0; left--) program.run(1);
    },
    evaluate: () => evaluate((name) => Float32Array.from(program.output(name))),
  };
}

function sumOfSquares(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function lossRunner(problem: Problem, { loss: name }: LossWork, options: CompiledOptions): Runner {
  const loss = findLoss(name);
  const state = { predictions: tensorOf(valuesOf(problem, 'predictions')), truth: truthOf(problem, name) };
  const valueAndGradient = tf.valueAndGrad((predictions) => loss.evaluate([state.truth, predictions]));
  const outputs = () => {
    const { value, grad } = valueAndGradient(state.predictions);
    return { value, grad };
  };
  return functionRunner(
    state,
    outputs,
    (output) => [...output('value'), Math.sqrt(sumOfSquares(output('grad')))],
    options,
  );
}

function callRunner(problem: Problem, work: CallWork, options: CompiledOptions): Runner {
  const { inputs, valueAndGradients } = lossCall(problem, work);
  const gradientName = (place: number) => `gradient ${place}`;
  const outputs = () => {
    const { value, gradients } = valueAndGradients();
    return {
      value,
      ...Object.fromEntries(gradients.map((gradient, place) => [gradientName(place), gradient])),
    };
  };
  return functionRunner(
    inputs,
    outputs,
    (output) => {
      const squares = work.trained.map((_, place) => sumOfSquares(output(gradientName(place))));
      return [...output('value'), Math.sqrt(squares.reduce((sum, one) => sum + one, 0))];
    },
    options,
  );
}

function productRunner(
  problem: Problem,
  { transposeA = false, transposeB = false }: ProductWork,
  options: CompiledOptions,
): Runner {
  const state = { a: tensorOf(valuesOf(problem, 'a')), b: tensorOf(valuesOf(problem, 'b')) };
  const mean = (values: Float32Array) => sumOfSquares(values) / values.length;
  return functionRunner(
    state,
    () => ({ product: tf.matMul(state.a, state.b, transposeA, transposeB) }),
    (output) => [mean(output('product'))],
    options,
  );
}

function runnerOf(problem: Problem, options: CompiledOptions): Runner {
  const { work } = problem.case;
  if (work.kind === 'product') return productRunner(problem, work, options);
  if (options.threads === 2) throw new UnsupportedCase('its threads are compared by products');
  if (work.kind === 'loss') return lossRunner(problem, work, options);
  if (work.kind === 'call') return callRunner(problem, work, options);
  return trainingRunner(problem, trainingOf(problem), options);
}

/** Chunks of losskit's compiled steps, without the loop around them. */
export function losskitCompiled(name: string, options: CompiledOptions = {}): Peer {
  return {
    name,
    async start(problem) {
      await prepareBackend('wasm', 'dense');
      // Later versions of Node have what fused multiply-add needs without a flag.
      if (options.fusedMultiplyAdd && process.versions.node.startsWith('20.')) {
        setFlagsFromString('--experimental-wasm-relaxed-simd');
      }
      try {
        return runnerOf(problem, options);
      } catch (error) {
        if (error instanceof UnsupportedError) throw new PeerFailed(`it is not compiled: ${error.message}`);
        throw error;
      }
    },
    version: losskitVersion,
  };
}
