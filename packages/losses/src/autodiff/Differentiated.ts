import type { Tensor } from '@tensorflow/tfjs-core';

/** Hands on what the value has computed and the gradient would compute again. */
export type Save = (...tensors: Tensor[]) => void;

/**
 * An unreduced loss with its gradient beside it, for formulas whose gradient is much shorter than the chain of tfjs's own.
 *
 * `dy` has the shape of the loss, or none where all of it is reduced with one factor: then no tensor of gradients has to be
 * made for the reduction. A gradient made of differentiable ops gives second derivatives too; for those nothing is saved,
 * because they have to see how the gradient comes from the inputs.
 */
export interface Differentiated {
  readonly inputs: readonly Tensor[];
  readonly value: (save: Save, ...inputs: Tensor[]) => Tensor;
  /** For each input, what makes the derivative with respect to it, times `dy`. */
  readonly gradients: (
    dy: Tensor,
    saved: readonly Tensor[],
    ...inputs: Tensor[]
  ) => readonly (() => Tensor)[];
}

/** An unreduced loss of one tensor, such as the residual, with its gradient. */
export function differentiated(
  x: Tensor,
  value: (x: Tensor, save: Save) => Tensor,
  gradient: (dy: Tensor, x: Tensor, saved: readonly Tensor[]) => Tensor,
): Differentiated {
  return {
    inputs: [x],
    value: (save, given = x) => value(given, save),
    gradients: (dy, saved, given = x) => [() => gradient(dy, given, saved)],
  };
}
