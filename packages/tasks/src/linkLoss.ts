import { ArgumentRangeError, rangeError } from '@losskit/errors';
import type { LossTerm } from '@losskit/losses/expression';
import {
  type AnyBatch,
  alignLeading,
  type BatchLoss,
  batchLoss,
  type LossFunction,
  type NamedTensors,
  type Tensors,
} from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { OutputLink, TargetKind } from './kinds/TargetKind.ts';
import type { TargetShape } from './kinds/TargetShape.ts';
import type { TaskLink } from './Task.ts';
import type { TaskLoss } from './TaskLoss.ts';
import { trainedInputsOf } from './trainedInputs.ts';

function oneTarget(targets: Tensors): tf.Tensor {
  if (targets instanceof tf.Tensor) return targets;
  throw new ArgumentRangeError('task: expected one tensor of targets in a batch, got several by name.');
}

/** A term of a loss, and how a model's outputs meet it. */
interface LinkedTerm extends LossTerm {
  readonly link: OutputLink;
  /** The inputs that it trains itself. */
  readonly trained: () => readonly tf.Tensor[];
}

/** What a term's loss is called with. */
function callOf({ loss, link, trained }: LinkedTerm, outputs: Tensors, { targets, weights, mask }: AnyBatch) {
  const { inputs, options } = link.call(oneTarget(targets), outputs, trained());
  const shape = loss.weightsShape(inputs);
  return {
    inputs,
    options: {
      ...(weights instanceof tf.Tensor && { weights: alignLeading(weights, shape) }),
      ...(mask instanceof tf.Tensor && { mask: alignLeading(mask, shape) }),
      ...options,
    },
  };
}

/**
 * Declared losses on a model's outputs, which are in a space, in the form that training takes.
 *
 * Several are added up, each a mean of its own times its weight; batches of them count as those of the first do.
 */
function linkDeclared(
  [first, ...others]: readonly [LinkedTerm, ...LinkedTerm[]],
  outputSpace: TargetKind<never>['outputSpace'],
): BatchLoss {
  const terms = [first, ...others];
  return batchLoss(
    (outputs, batch) => {
      const { inputs, options } = callOf(first, outputs, batch);
      const { sum, weight } = first.loss.sumAndWeight(inputs, options);
      const weighted = first.weight === 1 ? sum : tf.mul<tf.Scalar>(sum, first.weight);
      return {
        sum: others.reduce((total, term) => {
          const call = callOf(term, outputs, batch);
          const mean = term.loss.evaluate(call.inputs, call.options);
          return tf.add(total, tf.mul(tf.mul(mean, term.weight), weight));
        }, weighted),
        weight,
      };
    },
    {
      name: terms.map(({ loss }) => loss.declaration.name).join('+'),
      batchDependent: terms.some(({ loss }) => loss.declaration.batchDependent),
      prediction: outputSpace,
    },
  );
}

/**
 * A loss of one's own. A function of targets and outputs gets the targets of the task and the model's outputs as they are,
 * except that a column of outputs [rows, 1] against targets [rows] becomes [rows].
 */
function linkOwn(own: LossFunction | BatchLoss): LossFunction | BatchLoss {
  if (typeof own !== 'function') return own;
  const onTargets: LossFunction = (yTrue, yPred) =>
    own(yTrue, yPred.size === yTrue.size ? tf.reshape(yPred, yTrue.shape) : yPred);
  Object.defineProperty(onTargets, 'name', { value: own.name });
  return onTargets;
}

/**
 * How a loss and the one output of a model meet.
 *
 * @param trained - The variables that losses train with the model, by name.
 * @throws RangeError for losses that are added up and take the targets in different forms.
 */
export function linkLoss<Batch>(
  where: string,
  kind: TargetKind<Batch>,
  { name, terms, own }: TaskLoss,
  shape: TargetShape,
  trained: NamedTensors,
): TaskLink {
  if (own !== undefined) {
    return {
      targets: (targets) => targets,
      loss: linkOwn(own),
      judged: (outputs) => outputs,
      predictions: (outputs) => kind.predictions(outputs, shape),
    };
  }
  const [first, ...others] = terms.map((term) => ({
    ...term,
    link: kind.link(term.loss.declaration, shape),
    trained: () =>
      kind.trainsInputs?.(term.loss.declaration) ? trainedInputsOf(term.loss.declaration, trained) : [],
  }));
  if (!first) throw rangeError(where, 'a loss', name);
  const { link } = first;
  if (others.some((other) => other.link.targets !== link.targets)) {
    throw new ArgumentRangeError(
      `${where}: expected losses that take the targets in one form to be added up, got ${name}.`,
    );
  }
  return {
    targets: (targets) => link.targets?.(targets, shape) ?? targets,
    loss: linkDeclared([first, ...others], kind.outputSpace),
    judged: (outputs) => outputs,
    predictions: link.predictions ?? ((outputs) => kind.predictions(outputs, shape)),
  };
}
