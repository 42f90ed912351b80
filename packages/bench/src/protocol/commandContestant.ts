import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

import type { Timing } from './messages.ts';
import { UnsupportedCase } from './Peer.ts';
import type { Contestant } from './Session.ts';

/** Runs a command without its output, then says what time of the processor all that it started has taken. */
const SCRIPT = '"$@" </dev/null >/dev/null 2>&1 || exit $?; times';

/** The seconds in what the shell's `times` prints: `0m1.10s 0m0.20s` of the shell, then of what it ran. */
export function processorSeconds(printed: string): number {
  const times = [...printed.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => 60 * Number(minutes) + Number(seconds),
  );
  const [, , user = Number.NaN, system = Number.NaN] = times;
  return user + system;
}

async function runCommand(command: readonly string[]): Promise<Timing> {
  const begin = performance.now();
  const child = spawn('sh', ['-c', SCRIPT, 'sh', ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const elapsed = (performance.now() - begin) / 1000;
  if (code !== 0) throw new Error(`${command.join(' ')}: expected exit code 0, got ${code}.`);
  return { elapsed, processor: processorSeconds(printed) };
}

/**
 * A command that is run from beginning to end at each step.
 *
 * @param command - The words of a run, which counts from 0.
 */
export function commandContestant(name: string, command: (run: number) => readonly string[]): Contestant {
  let runs = 0;
  return {
    name,
    async start() {
      if (process.platform === 'win32') throw new UnsupportedCase('commands are timed by a POSIX shell');
      return {
        version: `Node ${process.versions.node}`,
        async run(steps) {
          const all: Timing[] = [];
          for (let left = steps; left > 0; left--) all.push(await runCommand(command(runs++)));
          const sum = (time: keyof Timing) => all.reduce((total, one) => total + one[time], 0);
          return { elapsed: sum('elapsed'), processor: sum('processor') };
        },
        evaluate: async () => [],
        end: async () => {},
      };
    },
  };
}
