import {
  type AnyBatch,
  type NamedTensors,
  type StepDefinition,
  type Tensors,
  trainingStep,
} from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';

import type { StepFunction } from './agreement.ts';

const mapNamed = (
  tensors: NamedTensors,
  map: (tensor: tf.Tensor, name: string) => tf.Tensor,
): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, map(tensor, name)]));

const prefixed = (prefix: string, tensors: NamedTensors) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor]));

const under = (prefix: string, tensors: NamedTensors) =>
  Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(`${prefix}/`) ? [[name.slice(prefix.length + 1), tensor]] : [],
    ),
  );

function named(prefix: string, tensors: Tensors | undefined): NamedTensors {
  if (!tensors) return {};
  return tensors instanceof tf.Tensor ? { [prefix]: tensors } : prefixed(prefix, tensors);
}

function unnamed(prefix: string, tensors: Tensors | undefined, all: NamedTensors): Tensors | undefined {
  if (!tensors) return undefined;
  return tensors instanceof tf.Tensor
    ? all[prefix]
    : mapNamed(tensors, (_, name) => all[`${prefix}/${name}`] ?? tf.scalar(0));
}

/** One training step as a function of variables, optimizer state, batch and rate, which leaves the model as it was. */
export function stepFunction(
  definition: StepDefinition,
  batch: AnyBatch,
  learningRate: number,
): StepFunction {
  const { model, optimizer } = definition;
  const { variables, nonTrainableVariables = {} } = model;
  const all = { ...prefixed('variable', variables), ...prefixed('fixed', nonTrainableVariables) };
  // Copies: an optimizer may start from the variables themselves.
  const initial = tf.tidy(() => mapNamed(optimizer.transform.init(variables), (tensor) => tf.mul(tensor, 1)));
  const parts = ['inputs', 'targets', 'weights', 'mask'] as const;
  return {
    state: {
      ...mapNamed(all, (tensor) => tf.tidy(() => tf.add(tensor, 0))),
      ...prefixed('optimizer', initial),
    },
    inputs: {
      ...Object.assign({}, ...parts.map((part) => named(part, batch[part]))),
      learningRate: tf.scalar(learningRate),
      momentum: tf.scalar(0.9),
    },
    run(state, inputs, step) {
      const before = mapNamed(all, (tensor) => tf.clone(tensor));
      const assign = (values: NamedTensors) => {
        for (const [name, variable] of Object.entries(variables))
          variable.assign(values[`variable/${name}`] ?? variable);
        for (const [name, variable] of Object.entries(nonTrainableVariables)) {
          if (variable instanceof tf.Variable) variable.assign(values[`fixed/${name}`] ?? variable);
        }
      };
      assign(state);
      const partOf = (part: (typeof parts)[number]) => unnamed(part, batch[part], inputs);
      const given: AnyBatch = {
        ...batch,
        inputs: partOf('inputs') ?? batch.inputs,
        targets: partOf('targets') ?? batch.targets,
        weights: partOf('weights'),
        mask: partOf('mask'),
      };
      const scalarOf = (name: string): tf.Scalar => tf.reshape(inputs[name] ?? tf.scalar(0), []);
      const context = { step, momentum: scalarOf('momentum') };
      const optimizerState = under('optimizer', state);
      const result = trainingStep(definition, optimizerState, given, scalarOf('learningRate'), context);
      const after = mapNamed(all, (tensor) => tf.clone(tensor));
      assign(before);
      return { state: { ...after, ...prefixed('optimizer', result.state) }, outputs: { loss: result.loss } };
    },
  };
}
