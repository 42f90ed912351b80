import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilAborted } from '@losskit/errors';

import type { Case } from './cases/Case.ts';
import { COMPILED_TWO_THREADS } from './cases/peerNames.ts';
import { checkTargets } from './measure/checkTargets.ts';
import { type Effort, measureCase } from './measure/measureCase.ts';
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

const DEFAULT_EFFORT: Effort = { rounds: 25, repetition: 0.02, warmUp: 0.3, limit: 3 };

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
  /** Hears of a case before it is measured, and of what was found. */
  readonly onStart?: (suite: string, given: Case) => void;
  readonly onResult?: (result: CaseResult) => void;
}

function isWanted(name: string, words: readonly string[] | undefined): boolean {
  return words === undefined || words.some((word) => name.includes(word));
}

/** A case that was left out has nothing to tell. */
const NOTHING = { peers: [], omitted: [], targets: [] };

/**
 * Measures suites, peers in turn, and checks what is to be reached.
 *
 * @throws LosskitError `interrupted` once the signal aborts.
 */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const script = fileURLToPath(new URL('./peers/peerProcess.js', import.meta.url));
  const builtIn: PeerCommand[] = BUILT_IN_PEERS.map(({ name }) => ({
    name,
    command: [process.execPath, script, name],
    ...(name === COMPILED_TWO_THREADS && { threads: 'all' }),
  }));
  const commands = [...builtIn, ...(options.others ?? [])].filter(({ name }) =>
    isWanted(name, options.peers),
  );
  const folder = await mkdtemp(join(tmpdir(), 'losskit-bench-'));
  const cases: CaseResult[] = [];
  const growth: Growth[] = [];
  const memory: MemoryUse[] = [];

  async function runSuite(suite: Suite, threads: Threads): Promise<void> {
    const contestants = commands.map((command) => inOwnProcess(command, threads));
    async function measure(given: Case, choice: MeasureChoice = {}): Promise<CaseResult> {
      const { name, description } = given;
      const about = { suite: suite.name, name, description, threads };
      if (!isWanted(name, options.cases)) return { ...about, ...NOTHING };
      options.onStart?.(suite.name, given);
      const effort = { ...DEFAULT_EFFORT, ...choice.effort, ...options.effort };
      const place = join(folder, String(cases.length));
      const measured = await measureCase(given, choice.contestants ?? contestants, place, effort);
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
    const { losskit } = options;
    const found = await suite.run({ contestants, threads, losskit, measure, folder });
    growth.push(...(found.growth ?? []));
    memory.push(...(found.memory ?? []));
  }

  try {
    for (const suite of options.suites) {
      for (const threads of suite.threads === 'as asked' ? options.threads : [suite.threads]) {
        await untilAborted('bench', options.signal, () => runSuite(suite, threads));
      }
    }
    return { version: 1, losskit: losskitVersion(), machine: describeMachine(), cases, growth, memory };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
