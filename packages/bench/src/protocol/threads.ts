import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

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

/** Words before a command that keep it on one core: some libraries have no other way to use one thread. */
export function onThreads(threads: Threads): readonly string[] {
  if (threads === 'all') return [];
  pins ??= hasTaskset();
  return pins ? ['taskset', '--cpu-list', String(availableParallelism() - 1)] : [];
}
