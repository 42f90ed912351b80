import { version_wasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

import { recordFix } from '../installedFixes.ts';
import {
  conv2dBackpropFilter,
  conv2dBackpropInput,
  conv3dBackpropFilter,
  conv3dBackpropInput,
} from './convolutionGradients.ts';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwiseBackprop.ts';
import { einsum } from './einsum.ts';
import { maxPool3d, maxPool3dGrad, maxPoolGrad } from './maxPooling.ts';
import { patchCumulation } from './patchCumulation.ts';
import { patchElements } from './patchElements.ts';
import { patchEmptyProducts } from './patchEmptyProducts.ts';
import { patchGather } from './patchGather.ts';
import { patchLostNaN } from './patchLostNaN.ts';
import { patchReductions } from './patchReductions.ts';
import { patchSelect } from './patchSelect.ts';
import { unsortedSegmentSum } from './unsortedSegmentSum.ts';

interface KernelFix {
  readonly kernel: tf.KernelConfig;
  readonly reason: string;
}

const missing = (kernel: tf.KernelConfig): KernelFix => ({ kernel, reason: 'the wasm backend lacked it' });

/** What the wasm backend of tfjs lacks for training. */
const MISSING: readonly KernelFix[] = [
  conv2dBackpropFilter,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  unsortedSegmentSum,
  einsum,
].map(missing);

const LOOPS = 'plain loops on wasm; now a matrix product';
const NEGATIVE_WINDOWS = 'it lost the gradient of windows without a positive number on wasm';

/** The version of tfjs whose kernels were found wrong or slow. A later one keeps its own. */
const FAULTY_VERSION = '4.22.0';

/** What that has, but wrong or as plain loops. */
const REPLACED: readonly KernelFix[] = [
  { kernel: conv2dBackpropInput, reason: LOOPS },
  { kernel: conv3dBackpropFilter, reason: LOOPS },
  { kernel: conv3dBackpropInput, reason: 'it gave wrong numbers on wasm' },
  { kernel: maxPoolGrad, reason: NEGATIVE_WINDOWS },
  { kernel: maxPool3dGrad, reason: NEGATIVE_WINDOWS },
  { kernel: maxPool3d, reason: 'it gave 1e-38 for windows without a positive number on wasm' },
];

/**
 * Gives the wasm backend the kernels that training needs. One that is registered already stays, unless it is
 * faulty.
 */
export function installWasmKernels(): void {
  const present = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
  const lacking = MISSING.filter(({ kernel }) => !present.has(kernel.kernelName));
  const isFaulty = version_wasm === FAULTY_VERSION;
  for (const { kernel, reason } of [...lacking, ...(isFaulty ? REPLACED : [])]) {
    if (present.has(kernel.kernelName)) tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
    recordFix({ name: kernel.kernelName, reason });
  }
  if (!isFaulty) return;
  patchGather();
  patchSelect('wasm');
  patchReductions('wasm');
  patchCumulation('wasm');
  patchEmptyProducts();
  patchLostNaN();
  patchElements();
}
