import type { Case } from '../cases/Case.ts';
import { makeProblem } from '../cases/problem.ts';
import { writeProblem } from '../cases/problemFolder.ts';
import type { Timing } from '../protocol/messages.ts';
import { PeerFailed, UnsupportedCase } from '../protocol/Peer.ts';
import type { Contestant, Session } from '../protocol/Session.ts';
import type { OmittedPeer, TimedPeer } from '../result/BenchResult.ts';
import { agree, commonValues } from './agreement.ts';
import { summarise } from './statistics.ts';

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** Seconds of one repetition, unless one step takes longer. */
  readonly repetition: number;
  /** Seconds of running before a peer's times count: engines compile what runs often. 0: a unit is timed at once. */
  readonly warmUp: number;
  /** A peer whose repetitions took so many seconds in all takes part in no further round. */
  readonly limit: number;
}

/** A peer in a running measurement. */
interface Entry {
  readonly name: string;
  readonly session: Session;
  readonly values: readonly number[];
  steps: number;
  readonly timings: Timing[];
}

export interface MeasuredCase {
  readonly peers: TimedPeer[];
  readonly omitted: OmittedPeer[];
}

/** Starts a peer and lets it take the steps after which all must agree; a reason where it can't. */
async function enter(
  contestant: Contestant,
  { problem, folder }: { readonly problem: ReturnType<typeof makeProblem>; readonly folder: string },
): Promise<Entry | OmittedPeer> {
  const { name } = contestant;
  const { checkSteps, unit } = problem.case;
  try {
    const session = await contestant.start(problem, folder);
    if (checkSteps > 0) await session.run(checkSteps);
    return { name, session, values: await session.evaluate(), steps: unit, timings: [] };
  } catch (error) {
    // One that fails must not take the others' times away.
    if (error instanceof PeerFailed) return { peer: name, kind: 'failed', reason: error.message };
    if (error instanceof UnsupportedCase) return { peer: name, kind: 'unsupported', reason: error.message };
    throw error;
  }
}

/** Finds how many steps fill a repetition, and runs until the engine has compiled what it will. */
async function warmUp(entry: Entry, { unit }: Case, { repetition, warmUp: seconds }: Effort): Promise<void> {
  if (seconds === 0) return;
  let spent = 0;
  let steps = unit;
  do {
    const { elapsed } = await entry.session.run(steps);
    spent += elapsed;
    if (elapsed < repetition) {
      const wanted = (steps * repetition) / Math.max(elapsed, repetition / 8);
      steps = Math.ceil(wanted / unit) * unit;
    }
  } while (spent < seconds);
  entry.steps = steps;
  // A peer that compiles for a number of steps does it now.
  await entry.session.run(steps);
}

function secondsOf({ timings }: Entry): number {
  return timings.reduce((sum, { elapsed }) => sum + elapsed, 0);
}

/**
 * Times all peers that can do a case, in turn, forwards and backwards, so that whatever else the machine does hits
 * them alike. A peer that doesn't come to the loss that the others come to is not timed.
 */
export async function measureCase(
  given: Case,
  contestants: readonly Contestant[],
  folder: string,
  effort: Effort,
): Promise<MeasuredCase> {
  const problem = makeProblem(given);
  await writeProblem(folder, problem);
  const omitted: OmittedPeer[] = [];
  const entries: Entry[] = [];
  try {
    for (const contestant of contestants) {
      if (given.without?.includes(contestant.name)) {
        omitted.push({ peer: contestant.name, kind: 'unsupported', reason: 'it would take too long' });
        continue;
      }
      const entry = await enter(contestant, { problem, folder });
      if ('reason' in entry) omitted.push(entry);
      else entries.push(entry);
    }
    // A yardstick computes nothing that could be wrong.
    const common = commonValues(entries.map(({ values }) => values).filter((values) => values.length > 0));
    const agreeing = entries.filter(({ name, values }) => {
      if (values.length === 0 || agree(values, common)) return true;
      omitted.push({
        peer: name,
        kind: 'disagrees',
        reason: `it came to ${values.join(', ')}, others to ${common.join(', ')}`,
      });
      return false;
    });
    for (const entry of agreeing) await warmUp(entry, given, effort);
    for (let round = 0; round < effort.rounds; round++) {
      for (const entry of round % 2 === 0 ? agreeing : agreeing.toReversed()) {
        if (secondsOf(entry) < effort.limit) entry.timings.push(await entry.session.run(entry.steps));
      }
    }
    const peers = agreeing.map(({ name, session: { version }, steps, timings }) => ({
      peer: name,
      version,
      elapsed: summarise(timings.map(({ elapsed }) => elapsed / steps)),
      processor: summarise(timings.map(({ processor }) => processor / steps)),
    }));
    return { peers, omitted };
  } finally {
    await Promise.all(entries.map(({ session }) => session.end()));
  }
}
