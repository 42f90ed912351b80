import * as tf from '@tensorflow/tfjs-core';

import { recordFix } from '../../installedFixes.ts';
import { patchCumulation } from '../patchCumulation.ts';
import { kernelInput, patchKernel } from '../patchKernel.ts';
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

/** What no shader of tfjs can be given: no numbers, or more than six axes. */
const isBeyondShaders = (input: tf.TensorInfo | undefined) =>
  input !== undefined && (input.shape.includes(0) || input.shape.length > 6);

/** Has plain JavaScript compute with such tensors. */
function handOverOddTensors(): void {
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    const own: tf.KernelConfig | undefined = tf.getKernel(kernelName, BACKEND);
    if (own === undefined) continue;
    const compute = onCpu(kernelName);
    tf.unregisterKernel(kernelName, BACKEND);
    tf.registerKernel({
      ...own,
      kernelFunc: (call) =>
        (Object.values(call.inputs).some(isBeyondShaders) ? compute : own.kernelFunc)(call),
    });
  }
  recordFix({
    name: 'every kernel',
    reason: 'tensors without numbers or of seven axes failed on webgpu; now computed on cpu',
  });
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
  patchKernel(BACKEND, 'Select', 'it took four axes at most on webgpu; now computed on cpu beyond', (own) => {
    const compute = onCpu('Select');
    return (call) => (kernelInput(call, 't').shape.length > 4 ? compute : own)(call);
  });
  patchCumulation(BACKEND);
  handOverOddTensors();
  patchSelect(BACKEND);
}
