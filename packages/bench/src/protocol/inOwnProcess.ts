import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { z } from 'zod';

import type { WorkKind } from '../cases/Case.ts';
import { evaluateAnswer, greeting, type Request, runAnswer } from './messages.ts';
import { PeerFailed, PeerMissing, UnsupportedCase } from './Peer.ts';
import type { Contestant } from './Session.ts';
import { moveToTimedCore, onThreads, type Threads, threadsEnvironment } from './threads.ts';

/** How a peer's process is started. */
export interface PeerCommand {
  readonly name: string;
  /** A program and its arguments; the folder of the problem is added to them. */
  readonly command: readonly string[];
  /** The threads that it uses whatever is asked for. */
  readonly threads?: Threads;
  /** Kinds of work that it is for. Default: all. */
  readonly kinds?: readonly WorkKind[];
  /** What it lacks on this machine, as a phrase. */
  readonly missing?: string | undefined;
}

/** Of what a process says, so much is kept. */
const KEPT = 20_000;

/** The line of a process's standard error that says most: the last one that names an error. */
function lastWords(problems: string): string {
  const lines = problems
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.findLast((line) => /^\w*(Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** Asks a process a line at a time. */
function conversation(child: Child) {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let problems = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    problems = (problems + text).slice(-KEPT);
  });
  // A process that is gone is noticed by the answer that doesn't come.
  child.stdin.on('error', () => {});
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});

  async function answer<Answer>(schema: z.ZodType<Answer>): Promise<Answer> {
    const { value, done } = await Promise.race([lines.next(), failed]);
    if (done) throw new PeerFailed(`it failed: ${lastWords(problems)}`);
    // Libraries print what they like before their first answer.
    return value.startsWith('{') ? schema.parse(JSON.parse(value)) : answer(schema);
  }

  return {
    answer,
    ask<Answer>(request: Request, schema: z.ZodType<Answer>): Promise<Answer> {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer(schema);
    },
  };
}

/** Why a peer has no version and no times. */
function refusalOf(first: Exclude<z.infer<typeof greeting>, { version: string }>): Error {
  if ('failed' in first) return new PeerFailed(first.failed);
  return 'missing' in first ? new PeerMissing(first.missing) : new UnsupportedCase(first.unsupported);
}

let started = 0;

/** A peer that runs in a process of its own, of any language. */
export function inOwnProcess(
  { name, command, kinds, missing, threads: own }: PeerCommand,
  asked: Threads,
): Contestant {
  const threads = own ?? asked;
  return {
    name,
    async start({ case: { work } }, folder) {
      if (kinds && !kinds.includes(work.kind)) {
        throw new UnsupportedCase(`it is for work of the kind ${kinds.join(' and ')}`);
      }
      if (missing !== undefined) throw new PeerMissing(missing);
      const [program = '', ...args] = [...onThreads(threads, started++), ...command, folder];
      const child = spawn(program, args, {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, ...threadsEnvironment(threads) },
      });
      const exited = once(child, 'exit').catch(() => {});
      const { answer, ask } = conversation(child);
      const end = async () => {
        child.stdin.end();
        await exited;
      };
      const first = await answer(greeting);
      if (!('version' in first)) {
        await end();
        throw refusalOf(first);
      }
      return {
        version: first.version,
        settle: () => moveToTimedCore(threads, child.pid),
        run: (steps) => ask({ steps }, runAnswer),
        evaluate: async () => {
          const { values } = await ask({ evaluate: true }, evaluateAnswer);
          return values.map((value) => value ?? Number.NaN);
        },
        end,
      };
    },
  };
}
