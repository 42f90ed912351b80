import { ArgumentRangeError, ArgumentTypeError } from '@losskit/errors';
import { Tensor, util } from '@tensorflow/tfjs-core';

/** A shape as errors show it; of numbers, or of what its axes count. */
export function describeShape(shape: readonly (number | string)[]): string {
  return `[${shape.join(',')}]`;
}

/** Refuses strings, complex numbers and booleans. */
export function checkNumeric(where: string, name: string, tensor: Tensor): void {
  if (tensor.dtype !== 'float32' && tensor.dtype !== 'int32') {
    throw new ArgumentTypeError(`${where}: expected ${name} of dtype float32 or int32, got ${tensor.dtype}.`);
  }
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Refuses tensors whose shapes differ: `[n]` against `[n,1]` would silently broadcast to `[n,n]`. */
export function checkSameShape(
  where: string,
  names: readonly string[],
  tensors: readonly Tensor[],
): readonly number[] {
  const shared = tensors[0]?.shape ?? [];
  if (tensors.some(({ shape }) => !util.arraysEqual(shape, shared))) {
    const shapes = tensors.map(({ shape }) => describeShape(shape));
    throw new ArgumentRangeError(
      `${where}: expected ${joinNames(names)} of one shape, got ${joinNames(shapes)}.`,
    );
  }
  return shared;
}

/** Refuses a tensor that does not have one number for each class; anything else was not given. */
export function checkClassRow(
  where: string,
  name: string,
  given: unknown,
  classes: number,
  what = 'classes',
): void {
  if (given instanceof Tensor && !util.arraysEqual(given.shape, [classes])) {
    throw new ArgumentRangeError(
      `${where}: expected ${name} and a row of ${what} of one shape, ` +
        `got ${describeShape(given.shape)} and ${describeShape([classes])}.`,
    );
  }
}

/** Refuses a tensor that would enlarge `what` instead of being broadcast to it. */
export function checkBroadcastable(
  where: string,
  name: string,
  tensor: Tensor,
  shape: readonly number[],
  what = 'the unreduced loss',
): void {
  const offset = shape.length - tensor.rank;
  const fits = offset >= 0 && tensor.shape.every((size, axis) => size === 1 || size === shape[axis + offset]);
  if (!fits) {
    throw new ArgumentRangeError(
      `${where}: expected ${name} broadcastable to ${what} ${describeShape(shape)}, ` +
        `got ${describeShape(tensor.shape)}.`,
    );
  }
}
