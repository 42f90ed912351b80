/**
 * How many billion operations a second the compiled products and convolutions reach:
 *
 *   node scripts/bench/products.mjs [name …]
 *
 * The minimum of many short repetitions of three programs that take turns: plain, with fused multiply-add, and
 * plain on two threads where a case is large enough for it.
 */
import { setFlagsFromString } from 'node:v8';
import { KERNELS } from '../../packages/compiler/dist/kernels/kernels.js';
import { useSecondThread } from '../../packages/compiler/dist/threads/SecondThread.js';
import { SharedHalves } from '../../packages/compiler/dist/threads/SharedHalves.js';
import { FunctionBuilder } from '../../packages/compiler/dist/wasm/FunctionBuilder.js';
import { ModuleBuilder, pagesFor } from '../../packages/compiler/dist/wasm/ModuleBuilder.js';

if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');

const SECONDS_PER_CASE = 1.5;
const TURNS = 6;

const PROGRAMS = [
  { fusedMultiplyAdd: false, threads: 1 },
  { fusedMultiplyAdd: true, threads: 1 },
  { fusedMultiplyAdd: false, threads: 2 },
];

/** @param {readonly number[]} shape */
const sizeOf = (shape) => shape.reduce((product, size) => product * size, 1);

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} kernel
 * @property {readonly (readonly number[])[]} inputs their shapes
 * @property {readonly number[]} output its shape
 * @property {Record<string, unknown>} attributes
 * @property {number} operations
 */

/** @typedef {[number, number, number, number]} Shape */

/**
 * @param {number} m
 * @param {number} k
 * @param {number} n
 * @returns {Case}
 */
function matMul(m, k, n, transposeA = false, transposeB = false) {
  const flags = `${transposeA ? 'ᵀ' : ''}·${transposeB ? 'ᵀ' : ''}`;
  return {
    name: `${m}x${k}${flags}${k}x${n}`,
    kernel: 'BatchMatMul',
    inputs: [transposeA ? [k, m] : [m, k], transposeB ? [n, k] : [k, n]],
    output: [m, n],
    attributes: { transposeA, transposeB },
    operations: 2 * m * k * n,
  };
}

/**
 * The three products of a convolution layer.
 *
 * @param {Shape} pictures
 * @param {Shape} filter
 * @returns {Case[]}
 */
function convolution(pictures, filter, pad = 'valid', strides = 1, kernel = 'Conv2D') {
  const [batch, height, width, channels] = pictures;
  const [filterHeight, filterWidth, , last] = filter;
  const depthwise = kernel !== 'Conv2D';
  const columns = depthwise ? channels : last;
  /** @param {number} size @param {number} taps */
  const out = (size, taps) => Math.ceil((pad === 'same' ? size : size - taps + 1) / strides);
  const output = [batch, out(height, filterHeight), out(width, filterWidth), columns];
  const attributes = { strides: [strides, strides], dilations: [1, 1], pad, dataFormat: 'NHWC' };
  const perWindow = 2 * filterHeight * filterWidth * (depthwise ? 1 : channels);
  const operations = sizeOf(output) * perWindow;
  const name = `${depthwise ? 'depthwise ' : ''}${pictures} ${filter} ${pad} ${strides}`;
  const one = { attributes, operations };
  return [
    { ...one, name: `${name}: forward`, kernel, inputs: [pictures, filter], output },
    {
      ...one,
      name: `${name}: filter`,
      kernel: `${kernel}BackpropFilter`,
      inputs: [pictures, output],
      output: filter,
      attributes: { ...attributes, filterShape: filter },
    },
    {
      ...one,
      name: `${name}: input`,
      kernel: `${kernel}BackpropInput`,
      inputs: [output, filter],
      output: pictures,
      attributes: { ...attributes, inputShape: pictures },
    },
  ];
}

/**
 * A pooling of 2x2 and its gradient; an operation is a number read.
 *
 * @param {string} kind
 * @param {Shape} pictures
 * @returns {Case[]}
 */
function pooling(kind, pictures) {
  const [batch, height, width, channels] = pictures;
  const pooled = [batch, height / 2, width / 2, channels];
  const attributes = { filterSize: [2, 2], strides: [2, 2], pad: 'valid' };
  const one = { attributes, operations: sizeOf(pictures) };
  return [
    { ...one, name: `${kind} ${pictures}`, kernel: kind, inputs: [pictures], output: pooled },
    {
      ...one,
      name: `${kind} ${pictures}: gradient`,
      kernel: `${kind}Grad`,
      inputs: [pooled, pictures, pooled],
      output: pictures,
    },
  ];
}

const CASES = [
  matMul(64, 784, 128),
  matMul(784, 64, 128, true),
  matMul(64, 128, 784, false, true),
  matMul(32, 784, 128),
  matMul(784, 32, 128, true),
  matMul(32, 128, 784, false, true),
  matMul(192, 192, 192),
  matMul(512, 512, 512),
  matMul(32, 3072, 64),
  matMul(3072, 32, 64, true),
  matMul(4096, 64, 3),
  matMul(64, 4096, 3, true),
  matMul(4096, 3, 64, false, true),
  matMul(64, 512, 512),
  matMul(16, 512, 512),
  matMul(32, 256, 256),
  matMul(64, 300, 500),
  matMul(64, 128, 10),
  matMul(32, 64, 32),
  matMul(32, 64, 64),
  matMul(1, 784, 128),
  matMul(1, 784, 128, false, true),
  matMul(32, 32, 3),
  matMul(32, 32, 3, true),
  matMul(32, 3, 32, false, true),
  matMul(64, 32, 32, true),
  matMul(32, 1, 1),
  matMul(1, 32, 1, true),
  matMul(1000, 100, 1),
  ...convolution([32, 32, 32, 3], [3, 3, 3, 32]),
  ...convolution([32, 15, 15, 32], [3, 3, 32, 64]),
  ...convolution([32, 14, 14, 16], [3, 3, 16, 32], 'same'),
  ...convolution([32, 28, 28, 1], [5, 5, 1, 8]),
  ...convolution([32, 16, 16, 32], [3, 3, 32, 32], 'same', 2),
  ...convolution([32, 16, 16, 32], [3, 3, 32, 1], 'same', 1, 'DepthwiseConv2dNative'),
  ...pooling('MaxPool', [32, 30, 30, 32]),
  ...pooling('AvgPool', [32, 30, 30, 32]),
];

/**
 * A function that runs the case once, or nothing where two threads would share it and can't.
 *
 * @param {Case} one
 * @param {{ fusedMultiplyAdd: boolean, threads: number }} options
 */
function compile({ kernel, inputs, output, attributes }, { fusedMultiplyAdd, threads }) {
  /** @param {readonly number[]} shape @returns {import('../../packages/compiler/dist/kernels/Kernel.js').TensorShape} */
  const tensor = (shape) => ({ shape, dtype: 'float32' });
  const plan = KERNELS[kernel]?.({ inputs: inputs.map(tensor), outputs: [tensor(output)], attributes });
  if (!plan || (threads === 2 && !plan.halves)) return undefined;
  let end = 64;
  /** @param {number} bytes */
  const place = (bytes) => {
    const address = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return address;
  };
  const places = {
    inputs: inputs.map((shape) => place(4 * sizeOf(shape))),
    outputs: [place(4 * sizeOf(output))],
    scratch: place(plan.scratchBytes),
  };
  const thread = threads === 2 ? useSecondThread() : undefined;
  const builder = new ModuleBuilder();
  const shared = thread && new SharedHalves(builder);
  /** @param {import('../../packages/compiler/dist/kernels/Kernel.js').EmitKernel} emit */
  const functionOf = (emit) => {
    const f = new FunctionBuilder();
    emit(f, places, { fusedMultiplyAdd });
    return builder.add(f);
  };
  if (shared && plan.halves) {
    const f = new FunctionBuilder();
    shared.add(functionOf(plan.halves[0]), functionOf(plan.halves[1]))(f);
    builder.export('run', builder.add(f));
  } else builder.export('run', functionOf(plan.emit));
  const bytes = builder.encode({ bytes: end, shared: shared !== undefined });
  const pages = pagesFor(end);
  const memory = thread?.takeMemory(pages) ?? new WebAssembly.Memory({ initial: pages });
  new Float32Array(memory.buffer, 64).forEach((_, index, all) => {
    all[index] = Math.sin(index);
  });
  const module = new WebAssembly.Module(bytes);
  const environment = { memory, ...thread?.sharing(thread.add(module, memory)) };
  const { run } = new WebAssembly.Instance(module, { environment }).exports;
  if (typeof run !== 'function') throw new TypeError('module: expected a function, got none.');
  return { run: () => run(), stop: () => thread?.release(), size: bytes.length };
}

/**
 * The shortest time of one call, in seconds.
 *
 * @param {() => void} run
 * @param {number} seconds to try for
 * @param {number} known
 */
function shortest(run, seconds, known = Number.POSITIVE_INFINITY) {
  let least = known;
  const end = performance.now() + 1000 * seconds;
  for (let calls = 1; performance.now() < end; ) {
    const start = performance.now();
    for (let call = 0; call < calls; call++) run();
    const time = (performance.now() - start) / 1000;
    if (time < 2e-5) calls *= 2;
    else least = Math.min(least, time / calls);
  }
  return least;
}

const wanted = process.argv.slice(2);
console.log(`Node ${process.version}`);
console.log('case'.padEnd(42), '  plain   fused     two GFLOP/s; µs; bytes of code');
for (const one of CASES) {
  if (wanted.length > 0 && !wanted.some((name) => one.name.includes(name))) continue;
  const programs = PROGRAMS.map((options) => compile(one, options));
  const best = programs.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < TURNS; turn++) {
    programs.forEach((program, index) => {
      if (program) best[index] = shortest(program.run, SECONDS_PER_CASE / TURNS / 3, best[index]);
    });
  }
  for (const program of programs) program?.stop();
  const rates = best.map((seconds) => (one.operations / seconds / 1e9).toFixed(1).padStart(7));
  const micros = best.map((seconds) => (seconds * 1e6).toFixed(1).padStart(9));
  const sizes = programs.map((program) => program?.size ?? '-');
  console.log(one.name.padEnd(42), ...rates, ...micros, ...sizes);
}
