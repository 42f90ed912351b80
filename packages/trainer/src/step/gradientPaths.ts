import * as tf from '@tensorflow/tfjs-core';

/** Kernels whose outputs are constant almost everywhere: their gradient is 0, or tfjs has none. */
const FLAT_KERNELS: ReadonlySet<string> = new Set([
  ...['Greater', 'GreaterEqual', 'Less', 'LessEqual', 'Equal', 'NotEqual'],
  ...['LogicalAnd', 'LogicalOr', 'LogicalXor', 'LogicalNot', 'Any', 'All'],
  ...['ArgMax', 'ArgMin', 'OneHot', 'Bincount', 'DenseBincount', 'Multinomial'],
  ...['Floor', 'Ceil', 'Round', 'Sign', 'Step'],
  ...['IsNan', 'IsInf', 'IsFinite', 'ZerosLike', 'OnesLike', 'Fill'],
]);

/** Inputs that only choose among the others. */
const CHOOSING_INPUTS: Readonly<Record<string, readonly string[]>> = {
  Select: ['condition'],
  GatherV2: ['indices'],
  GatherNd: ['indices'],
  ScatterNd: ['indices'],
  UnsortedSegmentSum: ['segmentIds'],
};

/** Kernels that hand the same numbers on in another shape, type or order. */
const REARRANGING_KERNELS: ReadonlySet<string> = new Set([
  ...['Reshape', 'Identity', 'Cast', 'Transpose', 'Slice', 'Pack', 'Concat', 'ExpandDims', 'Reverse'],
]);

/** Products with a kernel, plain or fused with a bias; one fused with an activation is not on a tape. */
const LINEAR_KERNELS: ReadonlySet<string> = new Set([
  ...['BatchMatMul', 'Conv2D', 'Conv3D', 'DepthwiseConv2dNative', 'Conv2DBackpropInput'],
  ...['fusedMatMul__op', 'fusedConv2d__op', 'fusedDepthwiseConv2d__op'],
]);

/** What a prediction went through at last. */
export type LastActivation = 'softmax' | 'logSoftmax' | 'sigmoid' | 'exp' | 'linear';

/** Activations, under the names that they have on the tape. */
const ACTIVATIONS: Readonly<Record<string, LastActivation>> = {
  Softmax: 'softmax',
  logSoftmax__op: 'logSoftmax',
  Sigmoid: 'sigmoid',
  Exp: 'exp',
};

type TapeNode = ReturnType<typeof tf.engine>['state']['activeTape'][number];

/** What has been computed so far inside of `tf.variableGrads`, in order. */
function recorded(): readonly TapeNode[] {
  // Null where nothing is recorded, whatever the type says.
  return tf.engine().state.activeTape ?? [];
}

/** What a number depends on. */
export interface GradientPaths {
  /** Whether a gradient gets from the number to the variable. */
  reaches(variable: tf.Tensor): boolean;
  /** Kernels on the way at which a gradient ends. */
  readonly flat: readonly string[];
}

/**
 * Where the gradient of a number gets to, by what was computed, not by its value, which may be 0 by chance. To
 * be called while the number's tape is recorded.
 */
export function gradientPaths(from: tf.Tensor): GradientPaths {
  const reached = new Set([from.id]);
  const flat = new Set<string>();
  for (const { kernelName, inputs, outputs } of recorded().toReversed()) {
    if (!outputs.some(({ id }) => reached.has(id))) continue;
    if (FLAT_KERNELS.has(kernelName)) {
      flat.add(kernelName);
      continue;
    }
    for (const [name, input] of Object.entries(inputs)) {
      if (!CHOOSING_INPUTS[kernelName]?.includes(name)) reached.add(input.id);
    }
  }
  return { reaches: ({ id }) => reached.has(id), flat: [...flat] };
}

/** Whether a kernel only rearranges its input; the copies that tfjs makes itself have no kernel. */
function isRearranging({ kernelName, inputs }: TapeNode): boolean {
  if (REARRANGING_KERNELS.has(kernelName)) return true;
  const gradient: tf.GradConfig | undefined = tf.getGradient(kernelName);
  return 'x' in inputs && gradient === undefined;
}

/** What computed a tensor, behind kernels that only rearrange it; undefined for one that is given. */
function producerOf(tensor: tf.Tensor): TapeNode | undefined {
  const producer = recorded().findLast(({ outputs }) => outputs.some(({ id }) => id === tensor.id));
  if (!producer || !isRearranging(producer)) return producer;
  const [input] = Object.values(producer.inputs);
  return input && producerOf(input);
}

function isLinear(tensor: tf.Tensor): boolean {
  const producer = producerOf(tensor);
  if (!producer) return false;
  if (LINEAR_KERNELS.has(producer.kernelName)) return true;
  if (producer.kernelName !== 'Add') return false;
  const summands = Object.values(producer.inputs);
  return summands.some(isLinear) && summands.every((summand) => isLinear(summand) || !producerOf(summand));
}

/** What a prediction went through at last; undefined where that isn't known. */
export function lastActivation(output: tf.Tensor): LastActivation | undefined {
  return ACTIVATIONS[producerOf(output)?.kernelName ?? ''] ?? (isLinear(output) ? 'linear' : undefined);
}
