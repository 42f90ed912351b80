// How much sooner than tfjs's own kernel ours gives the two gradient products of a dense layer, on wasm:
//
//     npx -y pnpm@12 build && node scripts/bench/wasm-matmul.mjs
//
// Both kernels run in turn in one process, so that what else the machine does hits both alike; the median
// counts.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs';

import { prepareBackend } from '../../packages/backends/dist/index.js';

const LAYERS = [
  { rows: 2048, inputs: 48, outputs: 16 },
  { rows: 32, inputs: 1024, outputs: 32 },
  { rows: 256, inputs: 256, outputs: 256 },
];
const ROUNDS = 61;

const resolve = createRequire(new URL('../../packages/backends/package.json', import.meta.url)).resolve;
const { setWasmPaths } = await import(resolve('@tensorflow/tfjs-backend-wasm'));
setWasmPaths(join(dirname(resolve('@tensorflow/tfjs-backend-wasm')), '/'));
const theirs = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
await prepareBackend('wasm', 'dense');
const ours = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/**
 * Milliseconds of one product.
 * @param {tf.KernelFunc} kernel
 * @param {{ a: tf.Tensor, b: tf.Tensor }} inputs
 * @param {{ transposeA: boolean, transposeB: boolean }} attrs
 */
function timeOf(kernel, inputs, attrs) {
  const started = performance.now();
  const [product] = [kernel({ inputs, backend: tf.backend(), attrs })].flat();
  const time = performance.now() - started;
  if (product) tf.backend().disposeData(product.dataId);
  return time;
}

for (const { rows, inputs, outputs } of LAYERS) {
  const x = tf.randomNormal([rows, inputs], 0, 1, 'float32', 1);
  const kernel = tf.randomNormal([inputs, outputs], 0, 1, 'float32', 2);
  const gradient = tf.randomNormal([rows, outputs], 0, 1, 'float32', 3);
  const products = [
    { name: 'to the weights', inputs: { a: x, b: gradient }, attrs: { transposeA: true, transposeB: false } },
    {
      name: 'to the inputs',
      inputs: { a: gradient, b: kernel },
      attrs: { transposeA: false, transposeB: true },
    },
  ];
  for (const { name, inputs: factors, attrs } of products) {
    /** @type {{ theirs: number[], ours: number[] }} */
    const times = { theirs: [], ours: [] };
    for (let round = 0; round < ROUNDS; round++) {
      times.theirs.push(timeOf(theirs, factors, attrs));
      times.ours.push(timeOf(ours, factors, attrs));
    }
    const ratio = median(times.theirs) / median(times.ours);
    console.log(
      `[${rows}, ${inputs}] · [${inputs}, ${outputs}], gradient ${name}: tfjs ${median(times.theirs).toFixed(3)} ms, ` +
        `ours ${median(times.ours).toFixed(3)} ms, ratio ${ratio.toFixed(2)}`,
    );
  }
}
