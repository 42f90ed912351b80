import type { ElementType } from '../kernels/Kernel.ts';
import type { Value, View } from './Value.ts';

export type { View };

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The strides of a dense tensor in row-major order. */
export function denseStrides(shape: readonly number[]): number[] {
  let stride = 1;
  return shape
    .toReversed()
    .map((size) => {
      const own = stride;
      stride *= size;
      return own;
    })
    .reverse();
}

export function viewOf(value: Value, shape: readonly number[]): View {
  return { value, shape, strides: denseStrides(shape), offset: 0 };
}

export function dtypeOf({ value }: View): ElementType {
  return value.dtype;
}

/** Whether the elements lie one after the other, in order. */
export function isContiguous({ shape, strides }: View): boolean {
  const dense = denseStrides(shape);
  return shape.every((size, axis) => size === 1 || strides[axis] === dense[axis]);
}

/** Whether the view is all of its value, in order. */
export function isWhole(view: View): boolean {
  return view.offset === 0 && sizeOf(view.shape) === view.value.size && isContiguous(view);
}

/** Sizes and strides without axes of size 1, adjacent axes joined where one stride walks both. */
export function collapsed({ shape, strides }: Pick<View, 'shape' | 'strides'>): {
  readonly sizes: number[];
  readonly strides: number[];
} {
  const sizes: number[] = [];
  const steps: number[] = [];
  shape.forEach((size, axis) => {
    const stride = strides[axis] ?? 0;
    if (size === 1) return;
    const last = sizes.length - 1;
    if (last >= 0 && steps[last] === size * stride) {
      sizes[last] = (sizes[last] ?? 1) * size;
      steps[last] = stride;
    } else {
      sizes.push(size);
      steps.push(stride);
    }
  });
  return { sizes, strides: steps };
}

/** The same elements in another shape, or undefined where no strides give it. */
export function reshaped(view: View, shape: readonly number[]): View | undefined {
  if (shape.length === view.shape.length && shape.every((size, axis) => size === view.shape[axis]))
    return view;
  const { sizes, strides } = collapsed(view);
  const steps: number[] = new Array(shape.length).fill(0);
  let axis = shape.length - 1;
  for (let place = sizes.length - 1; place >= 0; place--) {
    let rest = sizes[place] ?? 1;
    let stride = strides[place] ?? 0;
    while (rest > 1) {
      const size = shape[axis] ?? 0;
      if (size === 0 || rest % size !== 0) return undefined;
      steps[axis] = stride;
      stride *= size;
      rest /= size;
      axis -= 1;
    }
  }
  return { ...view, shape, strides: steps };
}

export function transposed({ value, shape, strides, offset }: View, order: readonly number[]): View {
  const pick = (from: readonly number[]) => order.map((axis) => from[axis] ?? 0);
  return { value, shape: pick(shape), strides: pick(strides), offset };
}

export function sliced(view: View, begin: readonly number[], size: readonly number[]): View {
  const offset = view.strides.reduce((sum, stride, axis) => sum + stride * (begin[axis] ?? 0), view.offset);
  return { ...view, shape: size, offset };
}

/** Every `step`-th element of an axis. */
export function strided(view: View, steps: readonly number[], shape: readonly number[]): View {
  return { ...view, shape, strides: view.strides.map((stride, axis) => stride * (steps[axis] ?? 1)) };
}

/** Repeated along axes of size 1 and new axes at the front, as tensors are that meet larger ones. */
export function broadcast({ value, shape, strides, offset }: View, to: readonly number[]): View {
  const added = to.length - shape.length;
  const steps = to.map((size, axis) => {
    const own = shape[axis - added] ?? 1;
    return axis < added || (own === 1 && size !== 1) ? 0 : (strides[axis - added] ?? 0);
  });
  return { value, shape: to, strides: steps, offset };
}

/** Tells views of the same numbers in the same order apart from all others. */
export function viewKey({ value, shape, strides, offset }: View): string {
  return `${value.id}:${offset}:${shape.map((size, axis) => (size === 1 ? '1' : `${size}*${strides[axis]}`)).join()}`;
}
