import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * An unreduced loss with its gradient beside it, for formulas whose gradient is much shorter than the chain of tfjs's own.
 *
 * `dy` has the shape of the loss, or none where all of it is reduced with one factor: then no tensor of gradients has to be
 * made for the reduction. A gradient made of differentiable ops gives second derivatives too.
 */
export interface Differentiated {
  readonly inputs: readonly Tensor[];
  readonly value: (...inputs: Tensor[]) => Tensor;
  /** For each input, what makes the derivative with respect to it, times `dy`. */
  readonly gradients: (dy: Tensor, ...inputs: Tensor[]) => readonly (() => Tensor)[];
}

/** An unreduced loss of one tensor, such as the residual, with its gradient. */
export function differentiated(
  x: Tensor,
  value: (x: Tensor) => Tensor,
  gradient: (dy: Tensor, x: Tensor) => Tensor,
): Differentiated {
  return {
    inputs: [x],
    value: (given = x) => value(given),
    gradients: (dy, given = x) => [() => gradient(dy, given)],
  };
}
