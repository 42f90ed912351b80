import * as tf from '@tensorflow/tfjs-core';

import { recordFix } from '../../installedFixes.ts';
import { patchCumulation } from '../patchCumulation.ts';
import { type KernelFunc, kernelInput, patchKernel } from '../patchKernel.ts';
import { patchSelect } from '../patchSelect.ts';
import { addInGroups } from './addInGroups.ts';
import { onCpu } from './onCpu.ts';
import { orderedSegmentSum } from './orderedSegmentSum.ts';
import { SHADER_FIXES } from './shaderFixes.ts';
import { withoutSplitSums } from './withoutSplitSums.ts';

const BACKEND = 'webgpu';

/** Kernels that only cpu has. Others by these names are not ours to replace. */
const MISSING = [
  'BitwiseAnd',
  'NonMaxSuppressionV4',
  'RaggedGather',
  'RaggedRange',
  'RaggedTensorToTensor',
  'SparseFillEmptyRows',
  'SparseReshape',
  'StaticRegexReplace',
  'StringSplit',
  'StringToHashBucketFast',
  'Unique',
];

/** Kernels whose threads add to the same number in any order, so that two runs differ in their last bits. */
const UNORDERED = [
  'Bincount',
  'DenseBincount',
  'Dilation2DBackpropFilter',
  'Dilation2DBackpropInput',
  'ScatterNd',
  'SparseSegmentMean',
  'SparseSegmentSum',
];

const MAX_AXES = 6;

/** Kernels whose shaders take fewer axes. */
const MAX_AXES_OF: ReadonlyMap<string, number> = new Map(
  ['Cumprod', 'Cumsum', 'MirrorPad', 'PadV2', 'Reverse', 'Select', 'StridedSlice'].map((name) => [name, 4]),
);

/** The place of an extreme of a vector is one number. */
const ofOneVector: (own: KernelFunc) => KernelFunc = (own) => (call) => {
  const [place] = [own(call)].flat();
  if (!place) throw new TypeError('kernel: expected the place of an extreme, got none.');
  return kernelInput(call, 'x').shape.length === 1 ? { ...place, shape: [] } : place;
};

/** Has plain JavaScript compute with such tensors. */
function handOverOddTensors(): void {
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    const own: tf.KernelConfig | undefined = tf.getKernel(kernelName, BACKEND);
    if (own === undefined) continue;
    const compute = onCpu(kernelName);
    const maxAxes = MAX_AXES_OF.get(kernelName) ?? MAX_AXES;
    const isBeyondShader = (input: tf.TensorInfo | undefined) =>
      input !== undefined && (input.shape.includes(0) || input.shape.length > maxAxes);
    tf.unregisterKernel(kernelName, BACKEND);
    tf.registerKernel({
      ...own,
      kernelFunc: (call) =>
        (Object.values(call.inputs).some(isBeyondShader) ? compute : own.kernelFunc)(call),
    });
  }
  recordFix({
    name: 'every kernel',
    reason: 'tensors without numbers or of seven axes failed on webgpu; now computed on cpu',
  });
  for (const [name, maxAxes] of MAX_AXES_OF)
    recordFix({ name, reason: `more than ${maxAxes} axes failed on webgpu; now computed on cpu` });
}

/** Corrects kernels of the webgpu backend, and adds those that only cpu has. */
export function installWebGpuKernels(): void {
  for (const fix of SHADER_FIXES) recordFix(fix);
  const present = new Set(tf.getKernelsForBackend(BACKEND).map(({ kernelName }) => kernelName));
  for (const kernelName of MISSING.filter((name) => !present.has(name))) {
    tf.registerKernel({ kernelName, backendName: BACKEND, kernelFunc: onCpu(kernelName) });
    recordFix({ name: kernelName, reason: 'the webgpu backend lacked it; now computed on cpu' });
  }
  for (const kernelName of UNORDERED) {
    const reason = 'two runs gave other bits on webgpu; now computed on cpu';
    patchKernel(BACKEND, kernelName, reason, () => onCpu(kernelName));
  }
  const reason = 'two runs gave other bits on webgpu';
  patchKernel(BACKEND, 'UnsortedSegmentSum', reason, () => orderedSegmentSum);
  for (const product of ['BatchMatMul', '_FusedMatMul'])
    patchKernel(BACKEND, product, reason, withoutSplitSums);
  patchKernel(BACKEND, 'AddN', 'more than seven tensors failed on webgpu', addInGroups);
  for (const extreme of ['ArgMax', 'ArgMin'])
    patchKernel(BACKEND, extreme, 'of a vector it gave a vector of one on webgpu', ofOneVector);
  patchCumulation(BACKEND);
  handOverOddTensors();
  patchSelect(BACKEND);
}
