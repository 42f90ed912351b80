import { exactKey } from '../graph/exactKey.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import { bytesOf } from './bytesOf.ts';
import type { Numbers, Trace, TracedKernel, TracedTensor, TracedValue } from './Trace.ts';

function sameBits(a: Numbers, b: Numbers): boolean {
  const others = bytesOf(b);
  return a.byteLength === b.byteLength && bytesOf(a).every((byte, index) => byte === others[index]);
}

function tensorKey({ value, shape, dtype }: TracedTensor): string {
  return `${value} ${dtype}[${shape}]`;
}

function namedKey(tensors: Iterable<readonly [string, TracedTensor]>): string {
  return Array.from(tensors, ([name, tensor]) => `${name} ${tensorKey(tensor)}`).join(', ');
}

/** Why two values of the same place are not the same in every step; undefined where they are. */
function differenceOf(a: TracedValue, b: TracedValue | undefined): string | undefined {
  if (!b || a.size !== b.size || a.dtype !== b.dtype || a.source.kind !== b.source.kind)
    return 'comes from elsewhere';
  if (a.source.kind !== 'constant' || b.source.kind !== 'constant') return undefined;
  return sameBits(a.source.values, b.source.values) ? undefined : 'changes';
}

const REMEDY = 'what changes must come with the batch, as a tensor, or be a variable of the model';

function checkKernel(kernel: TracedKernel, other: TracedKernel | undefined, a: Trace, b: Trace): void {
  if (other?.name !== kernel.name) {
    throw new UnsupportedError(
      `the operations change from step to step: ${kernel.name} is followed in one step by what another has not, ` +
        `${other?.name ?? 'nothing'}; a branch on numbers needs tf.where`,
    );
  }
  const constant = kernel.inputs.find(([, { value }]) => {
    const traced = a.values[value];
    return traced && differenceOf(traced, b.values[value]) === 'changes';
  });
  if (constant) {
    throw new UnsupportedError(`a constant of ${kernel.name} changes from step to step; ${REMEDY}`);
  }
  if (exactKey(kernel.attributes) !== exactKey(other.attributes)) {
    throw new UnsupportedError(`an option of ${kernel.name} changes from step to step; ${REMEDY}`);
  }
  const isSame =
    namedKey(kernel.inputs) === namedKey(other.inputs) &&
    kernel.outputs.map(tensorKey).join() === other.outputs.map(tensorKey).join();
  if (isSame) return;
  throw new UnsupportedError(
    `${kernel.name} takes or gives other tensors from step to step; shapes must stay`,
  );
}

/**
 * Refuses a function that does not do the same in each call.
 *
 * @param a - One recording.
 * @param b - Another, of another call.
 * @throws UnsupportedError that names the first kernel with a difference.
 */
export function checkSameTrace(a: Trace, b: Trace): void {
  const longer = a.kernels.length >= b.kernels.length ? ([a, b] as const) : ([b, a] as const);
  longer[0].kernels.forEach((kernel, index) => {
    checkKernel(kernel, longer[1].kernels[index], ...longer);
  });
  const isSame =
    a.values.length === b.values.length &&
    a.values.every((value, index) => differenceOf(value, b.values[index]) === undefined) &&
    namedKey(a.state) === namedKey(b.state) &&
    namedKey(a.outputs) === namedKey(b.outputs);
  if (!isSame) throw new UnsupportedError(`what a step gives changes from step to step; ${REMEDY}`);
}
