import { join } from 'node:path';

import type { Case, Work } from '../cases/Case.ts';
import { dense } from '../cases/dense.ts';
import { denseSmall } from '../cases/denseSmall.ts';
import { line } from '../cases/line.ts';
import { COMPILED, SCAN, TORCH } from '../cases/peerNames.ts';
import { fitPowerLaw } from '../measure/statistics.ts';
import { commandContestant } from '../protocol/commandContestant.ts';
import { type CaseResult, countedTime, type Growth } from '../result/BenchResult.ts';
import type { Suite, SuiteContext } from './Suite.ts';

/** Peers whose growth is of interest; the others grow as these do. */
const PEERS = [COMPILED, 'losskit step wasm', 'losskit step webgpu', 'tfjs wasm', SCAN, TORCH];

const EFFORT = { rounds: 9, warmUp: 0.2, limit: 0.5 };

/** What grows, and the work at each size. */
interface Axis {
  readonly name: string;
  readonly unit: number;
  readonly sizes: readonly number[];
  readonly work: (size: number) => Work;
}

function trainingOf({ name, work }: Case) {
  if (work.kind === 'training') return work;
  throw new TypeError(`large: expected a case of training, got '${name}'.`);
}

const AXES: readonly Axis[] = [
  {
    name: 'rows',
    unit: 10,
    sizes: [100, 1000, 10_000, 100_000],
    work: (rows) => ({ ...trainingOf(line), rows, batch: rows }),
  },
  {
    name: 'width',
    unit: 4,
    sizes: [16, 64, 256, 1024],
    work: (units) => ({
      ...trainingOf(denseSmall),
      rows: 128,
      layers: [
        { kind: 'dense', units, activation: 'relu' },
        { kind: 'dense', units: 3 },
      ],
    }),
  },
  {
    name: 'units',
    unit: 1,
    sizes: [64, 256, 1024, 2048],
    work: (units) => ({
      ...trainingOf(dense),
      rows: 128,
      layers: [
        { kind: 'dense', units, activation: 'relu' },
        { kind: 'dense', units, activation: 'relu' },
        { kind: 'dense', units: 10 },
      ],
    }),
  },
  {
    name: 'batch',
    unit: 4,
    sizes: [8, 32, 128, 512, 2048],
    work: (batch) => ({ ...trainingOf(denseSmall), rows: 4 * batch, batch }),
  },
  {
    name: 'classes',
    unit: 1,
    sizes: [10, 100, 1000, 10_000],
    work: (classes) => ({ kind: 'loss', loss: 'crossEntropy', shape: [256, classes] }),
  },
];

/** Curves of time over size, one a peer, from the results at each size. */
export function growthOf(
  axis: string,
  results: readonly { readonly x: number; readonly result: Pick<CaseResult, 'peers' | 'threads'> }[],
): Growth {
  const names = [...new Set(results.flatMap(({ result }) => result.peers.map(({ peer }) => peer)))];
  const curves = names.flatMap((peer) => {
    const points = results.flatMap(({ x, result }) => {
      const time = result.peers.find((one) => one.peer === peer)?.[countedTime(result)].minimum;
      return time === undefined ? [] : [{ x, seconds: time }];
    });
    if (points.length < 2) return [];
    const { exponent } = fitPowerLaw(points.map(({ x, seconds }) => ({ x, y: seconds })));
    return [{ peer, points, exponent }];
  });
  return { axis, curves };
}

function caseOf({ name, unit, work }: Axis, size: number): Case {
  return {
    name: `${name} ${size}`,
    description: `one step, ${name} ${size.toLocaleString('en')}`,
    work: work(size),
    unit,
    checkSteps: unit,
    targets: [],
  };
}

async function growAlong(axis: Axis, context: SuiteContext): Promise<Growth> {
  const contestants = context.contestants.filter((one) => PEERS.includes(one.name));
  const results: { x: number; result: CaseResult }[] = [];
  for (const x of axis.sizes) {
    const result = await context.measure(caseOf(axis, x), { contestants, effort: EFFORT });
    results.push({ x, result });
  }
  return growthOf(axis.name, results);
}

const SEEDS = [2, 4, 8, 16];

function caseOfSeeds(seeds: number): Case {
  return {
    name: `seeds ${seeds}`,
    description: `two losses on linear, ${seeds} seeds`,
    work: { kind: 'command' },
    unit: 1,
    checkSteps: 0,
    targets: [],
  };
}

async function growWithSeeds({ measure, losskit, folder }: SuiteContext): Promise<Growth> {
  const results: { x: number; result: CaseResult }[] = [];
  for (const x of SEEDS) {
    const compare = commandContestant('losskit compare', (run) => {
      const words = ['compare', 'linear', '--losses', 'mse,huber', '--seeds', String(x)];
      return [...losskit, ...words, '--out', join(folder, `seeds-${x}-${run}`)];
    });
    const effort = { rounds: 3, warmUp: 0, limit: 60 };
    results.push({ x, result: await measure(caseOfSeeds(x), { contestants: [compare], effort }) });
  }
  return growthOf('seeds', results);
}

export const large: Suite = {
  name: 'large',
  description: 'how cost grows with rows, width, batch, classes and seeds',
  threads: 'one',
  parts: () =>
    [...AXES.flatMap((axis) => axis.sizes.map((size) => caseOf(axis, size))), ...SEEDS.map(caseOfSeeds)].map(
      ({ name }) => name,
    ),
  async run(context) {
    const growth: Growth[] = [];
    for (const axis of AXES) growth.push(await growAlong(axis, context));
    growth.push(await growWithSeeds(context));
    return { growth: growth.filter(({ curves }) => curves.length > 0) };
  },
};
