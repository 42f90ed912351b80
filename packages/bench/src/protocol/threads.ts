import { execFile, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

/** How many threads a peer may compute with. */
export type Threads = 'one' | 'all';

/** What tells the libraries of all peers how many threads to use. */
export function threadsEnvironment(threads: Threads): Record<string, string> {
  const count = String(threads === 'one' ? 1 : availableParallelism());
  return {
    LOSSKIT_BENCH_THREADS: count,
    OMP_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    OPENBLAS_NUM_THREADS: count,
    TF_NUM_INTRAOP_THREADS: count,
    TF_NUM_INTEROP_THREADS: '1',
    TF_CPP_MIN_LOG_LEVEL: '3',
  };
}

/** The program that keeps a process on one core, where the system has it. */
function hasTaskset(): boolean {
  return process.platform === 'linux' && spawnSync('taskset', ['--version']).status === 0;
}

let pins: boolean | undefined;

function canPin(threads: Threads): boolean {
  if (threads === 'all') return false;
  pins ??= hasTaskset();
  return pins;
}

/**
 * Words before a command that keep it on one core: some libraries have no other way to use one thread.
 *
 * @param turn - Peers that start at once spread over the cores, each in its turn.
 */
export function onThreads(threads: Threads, turn: number): readonly string[] {
  return canPin(threads) ? ['taskset', '--cpu-list', String(turn % availableParallelism())] : [];
}

/** Moves a process that has one thread to the core that all are timed on. */
export async function moveToTimedCore(threads: Threads, process: number | undefined): Promise<void> {
  if (process === undefined || !canPin(threads)) return;
  const core = String(availableParallelism() - 1);
  await promisify(execFile)('taskset', ['--all-tasks', '--cpu-list', '--pid', core, String(process)]);
}
