import * as tf from '@tensorflow/tfjs-core';
import type { AnyBatch } from '../model/Batch.ts';
import { prefixNames, type Tensors } from '../model/NamedTensors.ts';

/** The parts of a batch by name: `inputs`, or `inputs/<name>` of several. */
export function partsOf<Value extends object>(
  batch: Readonly<Record<string, Value | Readonly<Record<string, Value>> | undefined>>,
  isOne: (part: Value | Readonly<Record<string, Value>>) => part is Value,
): Record<string, Value> {
  const parts: Record<string, Value> = {};
  for (const [name, part] of Object.entries(batch)) {
    if (part) Object.assign(parts, isOne(part) ? { [name]: part } : prefixNames(name, part));
  }
  return parts;
}

function isTensor(part: Tensors): part is tf.Tensor {
  return part instanceof tf.Tensor;
}

/** The tensors of a batch by name. */
export function tensorsOf({ inputs, targets, weights, mask }: AnyBatch): Record<string, tf.Tensor> {
  return partsOf<tf.Tensor>({ inputs, targets, weights, mask }, isTensor);
}
