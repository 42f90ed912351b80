import { createInterface } from 'node:readline';

import { readProblem } from '../cases/problemFolder.ts';
import type { Greeting, Request, Timing } from './messages.ts';
import { type Peer, PeerFailed, PeerMissing, type Runner, UnsupportedCase } from './Peer.ts';

/** Runs so many steps and says what they took. */
export async function timeRun({ run }: Pick<Runner, 'run'>, steps: number): Promise<Timing> {
  const processorBefore = process.cpuUsage();
  const begin = performance.now();
  await run(steps);
  const elapsed = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(processorBefore);
  return { elapsed, processor: (user + system) / 1e6 };
}

/**
 * Makes this process one that the bench times a peer in: it reads a problem's folder from its last argument, and
 * requests from standard input, a line each.
 */
export async function servePeer(peer: Peer): Promise<void> {
  const answer = (value: Greeting | Timing | { readonly values: readonly number[] }) => {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  };
  const problem = await readProblem(process.argv.at(-1) ?? '');
  let runner: Runner;
  try {
    runner = await peer.start(problem);
  } catch (error) {
    if (error instanceof UnsupportedCase) answer({ unsupported: error.message });
    else if (error instanceof PeerMissing) answer({ missing: error.message });
    else if (error instanceof PeerFailed) answer({ failed: error.message });
    else throw error;
    return;
  }
  answer({ version: peer.version() });
  for await (const line of createInterface({ input: process.stdin })) {
    const request: Request = JSON.parse(line);
    if ('steps' in request) answer(await timeRun(runner, request.steps));
    else answer({ values: await runner.evaluate() });
  }
}
