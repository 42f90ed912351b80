import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LosskitError, untilAborted } from '@losskit/errors';

import type { Case } from './cases/Case.ts';
import { COMPILED_TWO_THREADS } from './cases/peerNames.ts';
import { checkTargets } from './measure/checkTargets.ts';
import { type Effort, measureCase } from './measure/measureCase.ts';
import { Progress } from './measure/Progress.ts';
import { BUILT_IN_PEERS } from './peers/builtInPeers.ts';
import { inOwnProcess, type PeerCommand } from './protocol/inOwnProcess.ts';
import type { Threads } from './protocol/threads.ts';
import {
  type BenchResult,
  type CaseResult,
  countedTime,
  type Growth,
  type MemoryUse,
} from './result/BenchResult.ts';
import { losskitVersion } from './result/losskitVersion.ts';
import { describeMachine } from './result/machine.ts';
import type { MeasureChoice, Suite } from './suites/Suite.ts';

const DEFAULT_EFFORT: Effort = {
  startAtOnce: availableParallelism(),
  rounds: 25,
  repetition: 0.02,
  warmUp: 0.3,
  limit: 1,
};

export interface BenchOptions {
  readonly suites: readonly Suite[];
  /** How many threads the peers may use; what doesn't depend on it runs once. */
  readonly threads: readonly Threads[];
  /** Peers beside the built-in ones. */
  readonly others?: readonly PeerCommand[];
  /** Only peers whose names contain one of these words. Default: all. */
  readonly peers?: readonly string[];
  /** Only cases whose names contain one of these words. Default: all. */
  readonly cases?: readonly string[];
  /** The command that runs losskit: Node and its script. */
  readonly losskit: readonly string[];
  readonly effort?: Partial<Effort>;
  readonly signal?: AbortSignal | undefined;
  /** Hears of a part before it is measured, with how far the run is, and of what was found of a case. */
  readonly onStart?: (suite: string, part: string, progress: string) => void;
  readonly onResult?: (result: CaseResult) => void;
}

function isWanted(name: string, words: readonly string[] | undefined): boolean {
  return words === undefined || words.some((word) => name.includes(word));
}

/** The peers that are wanted. */
function peersOf({ others = [], peers }: BenchOptions): PeerCommand[] {
  const script = fileURLToPath(new URL('./peers/peerProcess.js', import.meta.url));
  const builtIn = BUILT_IN_PEERS.map(
    ({ name, kinds }): PeerCommand => ({
      name,
      command: [process.execPath, script, name],
      ...(kinds && { kinds }),
      ...(name === COMPILED_TWO_THREADS && { threads: 'all' }),
    }),
  );
  return [...builtIn, ...others].filter(({ name }) => isWanted(name, peers));
}

/** A case that was left out has nothing to tell. */
const NOTHING = { peers: [], omitted: [], targets: [] };

/** What a run has found; less than it was to find where the signal has stopped it. */
export interface BenchFindings {
  readonly result: BenchResult;
  readonly interrupted: LosskitError | undefined;
}

/** Measures suites, peers in turn, and checks what is to be reached. */
export async function runBench(options: BenchOptions): Promise<BenchFindings> {
  const { losskit } = options;
  const runs = options.suites.flatMap((suite) =>
    (suite.threads === 'as asked' ? options.threads : [suite.threads]).map((threads) => ({ suite, threads })),
  );
  const parts = runs.flatMap(({ suite, threads }) => suite.parts(threads));
  const progress = new Progress(parts.filter((name) => isWanted(name, options.cases)).length);
  const folder = await mkdtemp(join(tmpdir(), 'losskit-bench-'));
  const cases: CaseResult[] = [];
  const growth: Growth[] = [];
  const memory: MemoryUse[] = [];

  async function runSuite(suite: Suite, threads: Threads): Promise<void> {
    const contestants = peersOf(options).map((command) => inOwnProcess(command, threads));
    function begin(part: string): boolean {
      if (!isWanted(part, options.cases)) return false;
      // Nobody waits any more for a suite that was stopped.
      options.signal?.throwIfAborted();
      options.onStart?.(suite.name, part, progress.next());
      return true;
    }
    async function measure(given: Case, choice: MeasureChoice = {}): Promise<CaseResult> {
      const { name, description } = given;
      const about = { suite: suite.name, name, description, threads };
      if (!begin(name)) return { ...about, ...NOTHING };
      const effort = { ...DEFAULT_EFFORT, ...choice.effort, ...options.effort };
      const place = join(folder, String(cases.length));
      const measured = await measureCase(given, choice.contestants ?? contestants, place, effort);
      // Ctrl-C ends the peers as well, which is no failure of theirs.
      options.signal?.throwIfAborted();
      // Where the threads can be chosen, the targets are meant for one.
      const hasTargets = suite.threads !== 'as asked' || threads === 'one';
      const targets = checkTargets(
        { targets: hasTargets ? given.targets : [] },
        measured.peers,
        countedTime({ threads }),
        process.versions.node,
      );
      const result = { ...about, ...measured, targets };
      cases.push(result);
      options.onResult?.(result);
      return result;
    }
    const found = await suite.run({ contestants, threads, losskit, begin, measure, folder });
    growth.push(...(found.growth ?? []));
    memory.push(...(found.memory ?? []));
  }

  let interrupted: LosskitError | undefined;
  try {
    for (const { suite, threads } of runs) {
      await untilAborted('bench', options.signal, () => runSuite(suite, threads));
    }
  } catch (error) {
    if (!(error instanceof LosskitError && error.code === 'interrupted')) throw error;
    interrupted = error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const machine = describeMachine();
  return { result: { version: 1, losskit: losskitVersion(), machine, cases, growth, memory }, interrupted };
}
