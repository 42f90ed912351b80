import type { Task, TaskLoss } from '@losskit/tasks';
import {
  type AnyBatch,
  BatchEvaluator,
  type BatchLoss,
  type CompilePolicy,
  type LossFunction,
  type NamedTensors,
  outputLoss,
  type Tensors,
} from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

/** Tensors of a part under names that tell the part: `outputs`, or `outputs/<name>` of several. */
export function nameParts(part: string, tensors: Tensors): NamedTensors {
  if (tensors instanceof tf.Tensor) return { [part]: tensors };
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${part}/${name}`, tensor]));
}

/** The opposite of {@link nameParts}. */
function partOf(part: string, named: Tensors): Tensors {
  if (named instanceof tf.Tensor) return named;
  const under = Object.entries(named).filter(([name]) => name.startsWith(`${part}/`));
  return named[part] ?? Object.fromEntries(under.map(([name, one]) => [name.slice(part.length + 1), one]));
}

/** Σ w·l and Σ w of a batch; NaN where the loss cannot judge the outputs of this model. */
function sumAndWeight(
  loss: LossFunction | BatchLoss,
  outputs: Tensors,
  batch: AnyBatch,
): [sum: tf.Tensor, weight: tf.Tensor] {
  const general = typeof loss === 'function' ? outputLoss(loss, undefined) : loss;
  try {
    const { value, weight } = general.meanOf(outputs, batch);
    return [tf.mul(value, weight), tf.add(tf.scalar(0), weight)];
  } catch {
    // What another loss throws on the outputs of this model is no failure of the model.
    return [tf.scalar(Number.NaN), tf.scalar(Number.NaN)];
  }
}

/**
 * Adds up losses over the rows of a batch: `sums` holds Σ w·l and Σ w of each. The batch has the model's inputs and
 * outputs as its inputs, by {@link nameParts}, and the targets of each loss under its number.
 */
export function lossSums(
  losses: readonly (LossFunction | BatchLoss)[],
  compile: CompilePolicy,
): BatchEvaluator {
  const compute = ({ inputs: given, targets, weights }: AnyBatch) => {
    const inputs = partOf('inputs', given);
    const outputs = partOf('outputs', given);
    const sums = losses.flatMap((loss, place) => {
      const own = partOf(`${place}`, targets);
      return sumAndWeight(loss, outputs, { inputs, targets: own, weights });
    });
    return { sums: tf.stack(sums) };
  };
  return new BatchEvaluator({ compute, compile });
}

/** What decides the sums of the losses that judge a task's models. */
interface Judging {
  readonly losses: readonly TaskLoss[];
  readonly shape: ReturnType<Task['shapeOf']>;
  readonly compile: CompilePolicy;
}

interface OpenSums {
  readonly losses: readonly TaskLoss[];
  readonly key: string;
  readonly sums: BatchEvaluator;
}

const opened = new WeakMap<Task, OpenSums>();

/** The sums of the losses that judge a task's models, which depend on no model: one program for all runs. */
export function judgingSums(task: Task, { losses, shape, compile }: Judging): BatchEvaluator {
  const key = JSON.stringify([shape, compile, tf.getBackend()]);
  const known = opened.get(task);
  const isSame = known?.key === key && known.losses.length === losses.length;
  if (isSame && known.losses.every((loss, place) => loss === losses[place])) return known.sums;
  known?.sums.dispose();
  const sums = lossSums(
    losses.map((loss) => task.link(loss, shape).loss),
    compile,
  );
  opened.set(task, { losses, key, sums });
  return sums;
}
