// @ts-check

// Times the standard training steps on every backend and prints ratios:
//
//     pnpm build && node scripts/bench/backends.mjs [--json]
//
// "bare" is @tensorflow/tfjs-node as it comes: its kernels and its threads, without anything of losskit.
// Each subject runs in a process of its own, three times in turn; the fastest counts.

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import {
  BACKEND_NAMES,
  parseBackendName,
  prepareBackend,
  STANDARD_STEPS,
  timeStep,
} from '../../packages/backends/dist/index.js';
import { readInstallation } from '../../packages/backends/dist/native/installation.js';
import { addonFile, nativeFolder } from '../../packages/backends/dist/native/nativeFolder.js';

const TFJS_NODE = '@tensorflow/tfjs-node';
const ROUNDS = 3;
/** Plain JavaScript needs half a minute for the whole batch, so its time is that of some images, scaled. */
const CPU_IMAGES = 4;

/** Registers tfjs-node as its own main file does, but for the addon's place. */
function prepareBare() {
  const require = createRequire(new URL('../../packages/backends/package.json', import.meta.url));
  const tf = require('@tensorflow/tfjs');
  tf.enableProdMode();
  const util = require('node:util');
  util.isNullOrUndefined ??= (/** @type {unknown} */ value) => value === null || value === undefined;
  require(`${TFJS_NODE}/dist/register_all_kernels`);
  const { NodeJSKernelBackend } = require(`${TFJS_NODE}/dist/nodejs_kernel_backend`);
  const binding = require(addonFile(nativeFolder()));
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, TFJS_NODE), 3);
  return tf.setBackend('tensorflow');
}

/** @param {string} subject @returns {Promise<Record<string, number>>} */
async function measure(subject) {
  if (subject === 'bare') await prepareBare();
  else await prepareBackend(parseBackendName(subject), 'dense');
  /** @type {Record<string, number>} */
  const times = {};
  for (const step of STANDARD_STEPS) {
    const slow = subject === 'cpu' && step.name === 'convolution';
    times[step.name] = await timeStep(step, slow ? { batch: CPU_IMAGES, seconds: 0 } : { seconds: 1 });
  }
  return times;
}

/** @param {string} subject @returns {Record<string, number>} */
function measureInProcess(subject) {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--measure', subject], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output);
}

async function compare() {
  const hasNative = (await readInstallation(nativeFolder())) !== undefined;
  const subjects = [...BACKEND_NAMES, 'bare'].filter((subject) =>
    ['native', 'bare'].includes(subject) ? hasNative : subject !== 'auto',
  );
  /** @type {Map<string, Record<string, number>>} */
  const fastest = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const subject of subjects) {
      const times = measureInProcess(subject);
      const before = fastest.get(subject) ?? times;
      fastest.set(
        subject,
        Object.fromEntries(
          Object.entries(times).map(([name, time]) => [name, Math.min(time, before[name] ?? time)]),
        ),
      );
    }
  }
  /** @param {string} of @param {string} to */
  const ratios = (of, to) =>
    Object.fromEntries(
      Object.entries(fastest.get(of) ?? {}).map(([name, time]) => [
        name,
        time / (fastest.get(to)?.[name] ?? Number.NaN),
      ]),
    );
  return {
    milliseconds: Object.fromEntries(fastest),
    ratios: {
      'wasm / cpu': ratios('wasm', 'cpu'),
      ...(hasNative
        ? { 'native / wasm': ratios('native', 'wasm'), 'native / bare': ratios('native', 'bare') }
        : {}),
    },
  };
}

/** @param {Record<string, Record<string, number>>} rows */
function printRows(rows) {
  for (const [name, values] of Object.entries(rows)) {
    const cells = Object.entries(values).map(([step, value]) => `${step} ${value.toPrecision(3)}`);
    console.log(`  ${name.padEnd(14)} ${cells.join('   ')}`);
  }
}

const [option, subject] = process.argv.slice(2);
if (option === '--measure') {
  console.log(JSON.stringify(await measure(subject ?? '')));
} else {
  const result = await compare();
  if (option === '--json') console.log(JSON.stringify(result));
  else {
    console.log('milliseconds a step');
    printRows(result.milliseconds);
    console.log('ratios');
    printRows(result.ratios);
  }
}
