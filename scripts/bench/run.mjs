// @ts-check

// Times losskit and its peers in turn, and says which targets are reached:
//
//     npx -y pnpm@12 bench [suite…] [--threads one|all|both] [--cases words] [--peers words] [--rounds n]
//                          [--json] [--against FILE] [--python PYTHON] [--write]
//     LOSSKIT_PYTHON=PYTHON npx -y pnpm@12 bench --write
//
// Beside what `losskit bench` times: jax-js and brain.js, and, where a Python has them (--python, LOSSKIT_PYTHON, else
// python3), JAX, PyTorch and Keras: `pip install -r scripts/bench/requirements.txt`. --write keeps the result in
// docs/benchmark.json and generates docs/benchmark.md from it. What is kept there of the same machine and versions and was not
// measured anew stays, so that a run that was stopped goes on with the suites that it lacks, or one case is measured again.

import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { areOfOneMachine, bench, mergeResults, readBenchResult } from '../../packages/bench/dist/index.js';
import { RESULT_FILE, writePage } from './page.mjs';

/** @typedef {import('../../packages/bench/dist/index.js').BenchResult} BenchResult */
/** @typedef {import('../../packages/bench/dist/index.js').PeerCommand} PeerCommand */

const REGRESSION = 3;
const WRONG_USE = 2;
const INTERRUPTED = 130;

/** @param {string} path */
const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url));

/** @type {PeerCommand[]} */
const JAVASCRIPT_PEERS = [
  { name: 'jax-js', kinds: ['training'], command: [process.execPath, pathOf('peers/jax-js.mjs')] },
  { name: 'brain.js', kinds: ['training'], command: [process.execPath, pathOf('peers/brain-js.mjs')] },
];

/**
 * Peers in Python, with the packages that they need.
 *
 * @type {(Pick<PeerCommand, 'name' | 'kinds'> & { packages: string[], args: string[] })[]}
 */
const PYTHON_PEERS = [
  { name: 'JAX lax.scan', packages: ['jax', 'optax'], kinds: ['training'], args: ['jax_peer.py', 'scan'] },
  { name: 'JAX jit', packages: ['jax', 'optax'], args: ['jax_peer.py', 'jit'] },
  { name: 'PyTorch', packages: ['torch'], args: ['torch_peer.py', 'eager'] },
  {
    name: 'PyTorch torch.compile',
    packages: ['torch'],
    kinds: ['training', 'loss', 'update'],
    args: ['torch_peer.py', 'compile'],
  },
  { name: 'Keras', packages: ['keras', 'jax'], kinds: ['training'], args: ['keras_peer.py'] },
];

/** Whether a Python is there and has the packages. @param {string} python @param {readonly string[]} packages */
function hasPackages(python, packages) {
  const found = packages.map((name) => `importlib.util.find_spec('${name}')`).join(' and ');
  const code = `import importlib.util, sys; sys.exit(0 if ${found} else 1)`;
  return spawnSync(python, ['-c', code], { stdio: 'ignore' }).status === 0;
}

/** @param {string} python @returns {PeerCommand[]} */
function pythonPeers(python) {
  return PYTHON_PEERS.map(({ packages, args: [script = '', ...mode], ...peer }) => {
    const missing = hasPackages(python, packages)
      ? undefined
      : `the Python ${python} has no ${packages.join(' and ')}`;
    return { ...peer, missing, command: [python, pathOf(`peers/${script}`), ...mode] };
  });
}

function parseCommandLine() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      threads: { type: 'string', default: 'both' },
      cases: { type: 'string' },
      peers: { type: 'string' },
      rounds: { type: 'string' },
      json: { type: 'boolean', default: false },
      against: { type: 'string' },
      python: { type: 'string', default: process.env.LOSSKIT_PYTHON ?? 'python3' },
      write: { type: 'boolean', default: false },
    },
  });
  const { threads, rounds } = values;
  if (threads !== 'one' && threads !== 'all' && threads !== 'both') {
    throw new RangeError(`--threads: expected one, all or both, got '${threads}'.`);
  }
  if (rounds !== undefined && !/^[1-9]\d{0,3}$/.test(rounds)) {
    throw new RangeError(`--rounds: expected a whole number from 1 to 9999, got '${rounds}'.`);
  }
  /** @type {import('../../packages/bench/dist/index.js').Threads[]} */
  const chosen = threads === 'both' ? ['one', 'all'] : [threads];
  return { ...values, threads: chosen, suites: positionals };
}

/** Keeps a result, beside what is kept of the same machine. @param {BenchResult} found */
async function keep(found) {
  const kept = existsSync(RESULT_FILE) ? await readBenchResult(RESULT_FILE) : undefined;
  const fits = kept !== undefined && areOfOneMachine(kept, found);
  if (kept && !fits) console.error('bench: what was kept is of another machine or version, and is replaced');
  const result = fits ? mergeResults(kept, found) : found;
  writeFileSync(RESULT_FILE, `${JSON.stringify(result, undefined, 2)}\n`);
  await writePage();
}

/** @param {ReturnType<typeof parseCommandLine>} given */
async function run({ suites, threads, cases, peers, rounds, json, against, python, write }) {
  const { result, slower, interrupted } = await bench({
    suites,
    threads,
    others: [...JAVASCRIPT_PEERS, ...pythonPeers(python)],
    ...(cases !== undefined && { cases: cases.split(',') }),
    ...(peers !== undefined && { peers: peers.split(',') }),
    ...(rounds !== undefined && { effort: { rounds: Number(rounds) } }),
    losskit: [process.execPath, pathOf('../../packages/cli/dist/main.js')],
    signal: stopping.signal,
    json,
    against,
    print: (text) => process.stdout.write(text),
    note: (text) => console.error(text),
  });
  if (write && result.cases.length + result.memory.length > 0) await keep(result);
  if (interrupted) throw interrupted;
  return slower.length > 0 ? REGRESSION : 0;
}

/** @param {unknown} error */
function exitCodeOf(error) {
  if (!(error instanceof Error)) throw error;
  console.error(error.message);
  const isWrongUse = error instanceof RangeError || ('code' in error && error.code === 'name-unknown');
  const isUnknownOption = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isWrongUse || isUnknownOption ? WRONG_USE : 1;
}

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => stopping.abort());
try {
  process.exitCode = await run(parseCommandLine());
} catch (error) {
  // A measurement that was stopped would go on until its peers have answered.
  if (stopping.signal.aborted) process.exit(INTERRUPTED);
  process.exitCode = exitCodeOf(error);
}
