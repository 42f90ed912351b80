import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LosskitError } from '@losskit/errors';

const run = promisify(execFile);

/** A job array: the same script as many times as it has tasks, each with its index in `SLURM_ARRAY_TASK_ID`. */
export interface JobArray {
  readonly name: string;
  /** The path of the script. */
  readonly script: string;
  readonly tasks: number;
  /** Folder that takes what each task writes to its terminal. */
  readonly logs: string;
}

/** A task of a job array that has not ended. */
export interface QueuedTask {
  /** Name of its array. */
  readonly array: string;
  readonly index: number;
  readonly isRunning: boolean;
  /** Why it waits, as Slurm says it; `None` where it doesn't. */
  readonly reason: string;
}

/** The queue of a Slurm cluster, as far as it is this user's. */
export interface SlurmQueue {
  /** @throws LosskitError `scheduler-failed` with the words of `sbatch`. */
  submit(array: JobArray): Promise<void>;
  /** The tasks that wait or run. @throws LosskitError `scheduler-failed` with the words of `squeue`. */
  tasks(): Promise<readonly QueuedTask[]>;
  /** Ends arrays by their names. @throws LosskitError `scheduler-failed` with the words of `scancel`. */
  cancel(arrays: readonly string[]): Promise<void>;
}

/** What is asked of Slurm for every task; what is left out is as the cluster, or a variable such as `SBATCH_ACCOUNT`, has it. */
export interface SlurmOptions {
  readonly partition?: string | undefined;
  /** The most that a task may take, as `sbatch --time` takes it. */
  readonly time?: string | undefined;
}

/** Milliseconds after which a command of Slurm is given up, as when the controller is gone. */
const PATIENCE = 60_000;
const MOST_OUTPUT = 2 ** 26;

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('killed' in error && error.killed === true) return `no answer within ${PATIENCE / 1000} s`;
  const said = 'stderr' in error ? String(error.stderr).trim().replaceAll('\n', '; ') : '';
  return said === '' ? error.message : said;
}

async function call(program: string, words: readonly string[]): Promise<string> {
  try {
    return (await run(program, words, { timeout: PATIENCE, maxBuffer: MOST_OUTPUT })).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new LosskitError(
        'scheduler-failed',
        `compare: expected Slurm's ${program} on this machine with --slurm, got none; a cluster's login node has it, and without --slurm the runs go on here.`,
      );
    }
    throw new LosskitError(
      'scheduler-failed',
      `compare: expected ${program} to succeed, got: ${wordsOf(error)}`,
      {},
      { cause: error },
    );
  }
}

const QUEUED = /^(\d+)\|([A-Z_]+)\|([^|]*)\|(.+)$/;

/** The Slurm that this machine's `sbatch`, `squeue` and `scancel` talk to. */
export function slurmQueue({ partition, time }: SlurmOptions): SlurmQueue {
  const { username } = userInfo();
  return {
    async submit({ name, script, tasks, logs }) {
      await call('sbatch', [
        `--job-name=${name}`,
        `--array=0-${tasks - 1}`,
        '--ntasks=1',
        // What was lost is submitted again by who waits for it.
        '--no-requeue',
        // A per cent sign stands for a part of the job's name otherwise.
        `--output=${join(logs, name).replaceAll('%', '%%')}-%a.log`,
        ...(partition === undefined ? [] : [`--partition=${partition}`]),
        ...(time === undefined ? [] : [`--time=${time}`]),
        script,
      ]);
    },
    async tasks() {
      const answer = await call('squeue', [
        '--noheader',
        '--array',
        `--user=${username}`,
        '--format=%K|%T|%r|%j',
      ]);
      return answer.split('\n').flatMap((line) => {
        const [, index, state, reason = '', array = ''] = QUEUED.exec(line) ?? [];
        return index === undefined
          ? []
          : [{ array, index: Number(index), isRunning: state !== 'PENDING', reason }];
      });
    },
    async cancel(arrays) {
      if (arrays.length > 0) await call('scancel', [`--user=${username}`, `--name=${arrays.join(',')}`]);
    },
  };
}
