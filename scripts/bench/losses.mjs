// @ts-check

// Times forward and backward of losskit's losses beside those of tf.losses, on every backend that runs here, and beside
// PyTorch on the CPU where a Python with torch is named; prints milliseconds and ratios:
//
//     pnpm build && node scripts/bench/losses.mjs [--python PYTHON] [--backends cpu,wasm,native] [--losses huber,ctc] [--json]
//
// LOSSKIT_TORCH_PYTHON names the Python as well. Everything computes with one thread. Losskit and tf.losses take turns in one
// process; the processes take turns too, three times; of each the median counts, and of the three medians the middle one.

import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs';

import { prepareBackend } from '../../packages/backends/dist/index.js';
import { readInstallation } from '../../packages/backends/dist/native/installation.js';
import { nativeFolder } from '../../packages/backends/dist/native/nativeFolder.js';
import * as losses from '../../packages/losses/dist/index.js';

const ROUNDS = 3;
const SECONDS = 0.5;
const LABELS = 30;
const SIZES = [
  [32, 10],
  [32, 1000],
  [4096, 10],
  [4096, 1000],
];
const CTC_SIZES = [
  [32, 100, 64],
  [32, 200, 64],
  [32, 400, 64],
];

/** @typedef {(x: tf.Tensor) => tf.Tensor} OfPredictions */

/**
 * The losses as functions of the predictions: ours, and the one of tf.losses where there is one.
 * @type {Record<string, (shape: number[]) => { ours: OfPredictions, theirs?: OfPredictions }>}
 */
const LOSSES = {
  meanSquaredError(shape) {
    const y = tf.randomUniform(shape, 0, 1, 'float32', 2);
    return {
      ours: (x) => losses.meanSquaredError(y, x),
      theirs: (x) => tf.losses.meanSquaredError(y, x),
    };
  },
  meanAbsoluteError(shape) {
    const y = tf.randomUniform(shape, 0, 1, 'float32', 2);
    return {
      ours: (x) => losses.meanAbsoluteError(y, x),
      theirs: (x) => tf.losses.absoluteDifference(y, x),
    };
  },
  huber(shape) {
    const y = tf.randomUniform(shape, 0, 1, 'float32', 2);
    return { ours: (x) => losses.huber(y, x), theirs: (x) => tf.losses.huberLoss(y, x) };
  },
  binaryCrossEntropyWithLogits(shape) {
    const y = tf.round(tf.randomUniform(shape, 0, 1, 'float32', 2));
    return {
      ours: (x) => losses.binaryCrossEntropyWithLogits(y, x),
      theirs: (x) => tf.losses.sigmoidCrossEntropy(y, x),
    };
  },
  binaryFocal(shape) {
    const y = tf.round(tf.randomUniform(shape, 0, 1, 'float32', 2));
    return { ours: (x) => losses.binaryFocal(y, x) };
  },
  crossEntropy([rows = 0, classes = 0]) {
    const ids = tf.randomUniform([rows], 0, classes, 'int32', 2);
    return { ours: (x) => losses.crossEntropy(ids, x) };
  },
  'crossEntropy of distributions'([rows = 0, classes = 0]) {
    const y = tf.cast(tf.oneHot(tf.randomUniform([rows], 0, classes, 'int32', 2), classes), 'float32');
    return {
      ours: (x) => losses.crossEntropy(y, x),
      theirs: (x) => tf.losses.softmaxCrossEntropy(y, x),
    };
  },
  categoricalFocal([rows = 0, classes = 0]) {
    const ids = tf.randomUniform([rows], 0, classes, 'int32', 2);
    return { ours: (x) => losses.categoricalFocal(ids, x) };
  },
  ctc([batch = 0, , classes = 0]) {
    const labels = tf.randomUniform([batch, LABELS], 1, classes, 'int32', 2);
    return { ours: (x) => losses.ctc(labels, x) };
  },
};

/** @param {string[]} names */
function casesOf(names) {
  return names.flatMap((loss) => (loss === 'ctc' ? CTC_SIZES : SIZES).map((shape) => ({ loss, shape })));
}

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** @param {(x: tf.Tensor) => tf.Tensor} gradient @param {tf.Tensor} x */
function millisecondsOf(gradient, x) {
  const started = performance.now();
  // The backends compute at once, so nothing has to be read to wait for the result.
  gradient(x).dispose();
  return performance.now() - started;
}

/** @param {string} backend @param {string[]} names */
async function measure(backend, names) {
  if (backend !== 'cpu' && backend !== 'wasm' && backend !== 'native') {
    throw new RangeError(`losses.mjs: expected cpu, wasm or native, got '${backend}'.`);
  }
  await prepareBackend(backend, 'dense');
  return casesOf(names).map(({ loss, shape }) => {
    const make = LOSSES[loss];
    if (!make) throw new RangeError(`losses.mjs: expected ${Object.keys(LOSSES).join(', ')}, got '${loss}'.`);
    tf.engine().startScope();
    const x = tf.randomNormal(shape, 0, 1, 'float32', 1);
    const { ours, theirs } = make(shape);
    const [ofOurs, ofTheirs] = [tf.grad(ours), theirs && tf.grad(theirs)];
    /** @type {{ ours: number[], theirs: number[] }} */
    const times = { ours: [], theirs: [] };
    const started = performance.now();
    while (
      times.ours.length < 5 ||
      (performance.now() - started < 1000 * SECONDS && times.ours.length < 1000)
    ) {
      times.ours.push(millisecondsOf(ofOurs, x));
      if (ofTheirs) times.theirs.push(millisecondsOf(ofTheirs, x));
    }
    tf.engine().endScope();
    return { ours: median(times.ours), theirs: ofTheirs ? median(times.theirs) : null };
  });
}

/** @param {string} backend @param {string[]} names @returns {Awaited<ReturnType<typeof measure>>} */
function measureInProcess(backend, names) {
  const args = [fileURLToPath(import.meta.url), '--measure', backend, '--losses', names.join()];
  return JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
}

/** @param {string} python @param {string[]} names @returns {(number | null)[]} */
function measurePyTorch(python, names) {
  const input = JSON.stringify({ threads: 1, seconds: SECONDS, cases: casesOf(names) });
  const script = fileURLToPath(new URL('losses_torch.py', import.meta.url));
  return JSON.parse(execFileSync(python, [script], { input, encoding: 'utf8' }));
}

/** @param {string[]} backends @param {string | undefined} python @param {string[]} names */
function compare(backends, python, names) {
  const cases = casesOf(names);
  /** @type {Record<string, number[]>[]} */
  const times = cases.map(() => ({}));
  /** @param {number} index @param {string} subject @param {number | null | undefined} milliseconds */
  const note = (index, subject, milliseconds) => {
    const row = times[index];
    if (row && typeof milliseconds === 'number') row[subject] = [...(row[subject] ?? []), milliseconds];
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const backend of backends) {
      measureInProcess(backend, names).forEach(({ ours, theirs }, index) => {
        note(index, backend, ours);
        note(index, `tf.losses on ${backend}`, theirs);
      });
    }
    if (python) {
      measurePyTorch(python, names).forEach((time, index) => {
        note(index, 'PyTorch', time);
      });
    }
  }
  return cases.map(({ loss, shape }, index) => {
    const milliseconds = Object.fromEntries(
      Object.entries(times[index] ?? {}).map(([subject, values]) => [subject, median(values)]),
    );
    const ratios = Object.fromEntries(
      backends.flatMap((backend) =>
        [`tf.losses on ${backend}`, 'PyTorch']
          .filter((other) => other in milliseconds)
          .map((other) => [
            `${backend} / ${other}`,
            (milliseconds[backend] ?? Number.NaN) / (milliseconds[other] ?? Number.NaN),
          ]),
      ),
    );
    return { loss, shape, milliseconds, ratios };
  });
}

/** @param {Record<string, number>} numbers */
function shown(numbers) {
  return Object.entries(numbers)
    .map(([name, value]) => `${name} ${value.toPrecision(3)}`)
    .join('   ');
}

const { values: given } = parseArgs({
  options: {
    backends: { type: 'string' },
    losses: { type: 'string' },
    python: { type: 'string', default: process.env.LOSSKIT_TORCH_PYTHON },
    json: { type: 'boolean', default: false },
    measure: { type: 'string' },
  },
});
const names = given.losses?.split(',') ?? Object.keys(LOSSES);

if (given.measure) console.log(JSON.stringify(await measure(given.measure, names)));
else {
  const hasNative = (await readInstallation(nativeFolder())) !== undefined;
  const backends = given.backends?.split(',') ?? ['cpu', 'wasm', ...(hasNative ? ['native'] : [])];
  const rows = compare(backends, given.python, names);
  if (given.json) console.log(JSON.stringify(rows));
  else {
    for (const { loss, shape, milliseconds, ratios } of rows) {
      console.log(`${loss} [${shape}]\n  ms      ${shown(milliseconds)}\n  ratios  ${shown(ratios)}`);
    }
  }
}
