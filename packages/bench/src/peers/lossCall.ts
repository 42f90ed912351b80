import { markClassIds } from '@losskit/losses/contract';
import { findLoss } from '@losskit/losses/registry';
import * as tf from '@tensorflow/tfjs';

import type { CallWork } from '../cases/Case.ts';
import type { Problem } from '../cases/problem.ts';
import { tensorOf } from './tensors.ts';

/** A call of a loss, and the gradients of its value by what is trained. */
export interface LossCall {
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly valueAndGradients: () => { readonly value: tf.Tensor; readonly gradients: readonly tf.Tensor[] };
}

/** The call that a problem is of, on the selected backend. */
export function lossCall({ tensors }: Problem, { loss: name, trained, integers, size }: CallWork): LossCall {
  const loss = findLoss(name);
  const { target } = loss.declaration;
  const inputs = Object.fromEntries(
    tensors.map((tensor) => {
      const isInteger = integers.includes(tensor.name);
      const input = tensorOf(tensor, isInteger ? 'int32' : 'float32');
      // As in training, where ids are checked once.
      if (isInteger && (target === 'multiclass' || target === 'sequence')) {
        markClassIds(input, tensors.at(-1)?.name === 'probabilities' ? size.columns : size.classes);
      }
      return [tensor.name, input];
    }),
  );
  const names = tensors.map((tensor) => tensor.name);
  const given = trained.flatMap((one) => inputs[one] ?? []);
  const valueAndGradients = tf.valueAndGrads((...moving: tf.Tensor[]) =>
    loss.evaluate(names.map((one) => moving[trained.indexOf(one)] ?? inputs[one])),
  );
  return {
    inputs,
    valueAndGradients() {
      const { value, grads } = valueAndGradients(given);
      return { value, gradients: grads };
    },
  };
}
