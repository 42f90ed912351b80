import type { Case } from '../cases/Case.ts';
import { makeProblem, type Problem } from '../cases/problem.ts';
import { writeProblem } from '../cases/problemFolder.ts';
import type { Timing } from '../protocol/messages.ts';
import { PeerFailed, PeerMissing, UnsupportedCase } from '../protocol/Peer.ts';
import type { Contestant, Session } from '../protocol/Session.ts';
import type { OmittedPeer, TimedPeer } from '../result/BenchResult.ts';
import { agree, commonValues } from './agreement.ts';
import { mapParallel } from './mapParallel.ts';
import { summarise } from './statistics.ts';

/** How long to measure. */
export interface Effort {
  /** How many peers start at once: nothing is timed yet, and all cores may help. */
  readonly startAtOnce: number;
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
  /** What it came to after the steps that all must agree on. */
  readonly values: readonly number[];
  steps: number;
  readonly timings: Timing[];
}

export interface MeasuredCase {
  readonly peers: TimedPeer[];
  readonly omitted: OmittedPeer[];
}

/** Why a peer has no time. What is no matter of the peer's is thrown on. */
function omissionOf(peer: string, error: unknown): OmittedPeer {
  if (error instanceof PeerMissing) return { peer, kind: 'missing', reason: error.message };
  if (error instanceof UnsupportedCase) return { peer, kind: 'unsupported', reason: error.message };
  if (error instanceof PeerFailed) return { peer, kind: 'failed', reason: error.message };
  throw error;
}

/** Starts a peer and lets it take the steps after which all must agree. */
async function enter({ name, start }: Contestant, problem: Problem, folder: string): Promise<Entry> {
  const { checkSteps, unit } = problem.case;
  const session = await start(problem, folder);
  try {
    if (checkSteps > 0) await session.run(checkSteps);
    return { name, session, values: await session.evaluate(), steps: unit, timings: [] };
  } catch (error) {
    await session.end();
    throw error;
  }
}

/** Finds how many steps fill a repetition, and runs until the engine has compiled what it will. */
async function warmUp(entry: Entry, { unit }: Case, { repetition, warmUp: seconds }: Effort): Promise<void> {
  if (seconds === 0) return;
  let spent = 0;
  let steps = unit;
  let taken: number;
  do {
    const { elapsed } = await entry.session.run(steps);
    taken = steps;
    spent += elapsed;
    if (elapsed < repetition) {
      const wanted = (steps * repetition) / Math.max(elapsed, repetition / 8);
      steps = Math.ceil(wanted / unit) * unit;
    }
  } while (spent < seconds);
  entry.steps = steps;
  // A peer that compiles for a number of steps does it now.
  if (steps !== taken) await entry.session.run(steps);
}

function secondsOf({ timings }: Entry): number {
  return timings.reduce((sum, { elapsed }) => sum + elapsed, 0);
}

/**
 * Times all peers that can do a case, in turn, forwards and backwards, so that whatever else the machine does hits
 * them alike. A peer that doesn't come to the loss that the others come to is not timed, and one that fails does not
 * take the others' times away.
 */
export async function measureCase(
  given: Case,
  contestants: readonly Contestant[],
  folder: string,
  effort: Effort,
): Promise<MeasuredCase> {
  const problem = makeProblem(given);
  await writeProblem(folder, problem);
  const { without = [] } = given;
  const omitted: OmittedPeer[] = without
    .filter((peer) => contestants.some(({ name }) => name === peer))
    .map((peer) => ({ peer, kind: 'unsupported', reason: 'it would take too long' }));
  const entries: Entry[] = [];
  let timed: readonly Entry[] = [];

  function leaveOut(entry: Entry, omission: OmittedPeer): void {
    omitted.push(omission);
    timed = timed.filter((one) => one !== entry);
  }
  async function withEach(chosen: readonly Entry[], work: (entry: Entry) => Promise<unknown>): Promise<void> {
    for (const entry of chosen) {
      try {
        await work(entry);
      } catch (error) {
        leaveOut(entry, omissionOf(entry.name, error));
      }
    }
  }

  try {
    const starting = contestants.filter(({ name }) => !without.includes(name));
    const entered = await mapParallel(starting, effort.startAtOnce, async (contestant) => {
      try {
        const entry = await enter(contestant, problem, folder);
        entries.push(entry);
        return entry;
      } catch (error) {
        return omissionOf(contestant.name, error);
      }
    });
    for (const one of entered) if ('reason' in one) omitted.push(one);
    timed = entered.filter((one) => 'session' in one);
    // A yardstick computes nothing that could be wrong.
    const common = commonValues(timed.map(({ values }) => values).filter((values) => values.length > 0));
    for (const entry of timed) {
      const { name: peer, values } = entry;
      if (values.length === 0 || agree(values, common)) continue;
      const reason = `it came to ${values.join(', ')}, others to ${common.join(', ')}`;
      leaveOut(entry, { peer, kind: 'disagrees', reason });
    }
    await withEach(timed, async ({ session }) => session.settle?.());
    await withEach(timed, (entry) => warmUp(entry, given, effort));
    for (let round = 0; round < effort.rounds; round++) {
      await withEach(round % 2 === 0 ? timed : timed.toReversed(), async (entry) => {
        if (secondsOf(entry) < effort.limit) entry.timings.push(await entry.session.run(entry.steps));
      });
    }
    const peers = timed.map(({ name, session: { version }, steps, timings }) => ({
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
