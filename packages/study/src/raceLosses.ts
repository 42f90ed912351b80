import { LosskitError } from '@losskit/errors';
import type { Task, TaskLoss } from '@losskit/tasks';

import { checkPairing } from './checkPairing.ts';
import { type LossRuns, measureLoss, type TrivialBySeed, trivialBySeed } from './measureLoss.ts';
import type { ExecutedRun, RunRecord } from './RunRecord.ts';
import type { LostRun } from './result.ts';
import { openRace, type RaceVerdicts, type Ranking } from './statistics/race.ts';
import type { TaskRuns } from './taskRuns.ts';

/** A loss in the race, with what it was given so far. */
export interface Entrant extends LossRuns {
  readonly taskLoss: TaskLoss;
  /** All that were done, in the order of the seeds; `records` may be fewer. */
  readonly done: readonly ExecutedRun[];
  /** Those of its runs, the search's too, that the machine has lost. */
  readonly lost: readonly RunRecord[];
}

/** What a race came to, or would come to by the runs so far. */
export interface RaceOutcome {
  readonly verdicts: RaceVerdicts;
  /** Best first. */
  readonly ranked: readonly Entrant[];
  readonly lost: readonly LostRun[];
  /** Runs that the looks so far made needless. */
  readonly saved: number;
}

/** Called with what the runs so far would come to, whenever all losses have one seed more. It decides nothing. */
export type OnInterim = (outcome: RaceOutcome) => void;

function withRuns(entrant: Entrant, done: readonly ExecutedRun[], seeds: number): Entrant {
  const added = done.slice(entrant.done.length);
  return {
    ...entrant,
    done,
    records: done.slice(0, seeds).map(({ record }) => record),
    lost: [...entrant.lost, ...added.flatMap(({ record }) => (record.status === 'lost' ? [record] : []))],
  };
}

/**
 * The runs of all up to a number of seeds; those that are missing are run, seed by seed.
 *
 * @param onSeed - Called whenever all losses have one seed more.
 */
async function runSeeds(
  entrants: readonly Entrant[],
  seeds: number,
  evaluateBy: readonly string[],
  runs: TaskRuns,
  onSeed: (entrants: readonly Entrant[]) => void,
): Promise<readonly Entrant[]> {
  const known = Math.min(...entrants.map(({ done }) => done.length));
  const bySeed: (readonly ExecutedRun[])[] = [];
  let whole = known;
  const upTo = (count: number) =>
    entrants.map((entrant, place) => {
      const run = bySeed.slice(entrant.done.length, count).flatMap((executed) => executed[place] ?? []);
      return withRuns(entrant, [...entrant.done, ...run], count);
    });
  await Promise.all(
    Array.from({ length: seeds }, async (_, seed) => {
      bySeed[seed] = await Promise.all(
        entrants.map(
          ({ done, taskLoss: loss, learningRate }) =>
            done[seed] ?? runs.runToTheEnd({ loss, learningRate, seed }, evaluateBy),
        ),
      );
      const before = whole;
      while (whole < seeds && bySeed[whole] !== undefined) whole += 1;
      if (whole > before && whole < seeds) onSeed(upTo(whole));
    }),
  );
  return upTo(seeds);
}

/** Where a race stands. */
interface RaceState {
  readonly entered: readonly Entrant[];
  readonly verdicts: RaceVerdicts;
  readonly saved: number;
}

/** Races losses over the seeds, or until one of them turns out to have lost a run: then there are no verdicts. */
async function raceOnce(
  entrants: readonly Entrant[],
  task: Task,
  ranking: Ranking,
  evaluateBy: readonly string[],
  runs: TaskRuns,
  onInterim: ((state: RaceState) => void) | undefined,
): Promise<RaceState | Pick<RaceState, 'entered'>> {
  const race = openRace(ranking);
  const maxSeeds = race.looks.at(-1)?.seeds ?? 0;
  const entered = new Map(entrants.map((entrant) => [entrant.loss, entrant]));
  let saved = 0;
  let racing = entrants;
  const measured = (all: readonly Entrant[], trivial: TrivialBySeed) =>
    all.map((entrant) => measureLoss(task, entrant, trivial));
  function tellInterim(partial: readonly Entrant[]): void {
    if (!onInterim || partial.some(({ lost }) => lost.length > 0)) return;
    const now = new Map([...entered, ...partial.map((entrant) => [entrant.loss, entrant] as const)]);
    const records = [...now.values()].flatMap((entrant) => entrant.records);
    const verdicts = race.interimVerdicts(measured(partial, trivialBySeed(records)));
    onInterim({ entered: [...now.values()], verdicts, saved });
  }
  for (const { seeds } of race.looks) {
    racing = await runSeeds(racing, seeds, evaluateBy, runs, tellInterim);
    for (const entrant of racing) entered.set(entrant.loss, entrant);
    if (racing.some(({ lost }) => lost.length > 0)) {
      runs.expect(saved);
      return { entered: [...entered.values()] };
    }
    const records = [...entered.values()].flatMap((entrant) => entrant.records);
    checkPairing(task, records);
    const goOn = race.look(measured(racing, trivialBySeed(records)));
    const notRun = (racing.length - goOn.length) * (maxSeeds - seeds);
    saved += notRun;
    runs.expect(-notRun);
    racing = racing.filter(({ loss }) => goOn.includes(loss));
    if (racing.length === 0) break;
    onInterim?.({ entered: [...entered.values()], verdicts: race.verdicts(), saved });
  }
  return { entered: [...entered.values()], verdicts: race.verdicts(), saved };
}

/**
 * Races losses over the seeds. A loss that misses a run is taken out and the others race as if it had not been there: a failure of the
 * machine is no evidence against a loss.
 *
 * @throws LosskitError where every loss misses a run.
 */
export async function raceLosses(
  entrants: readonly Entrant[],
  task: Task,
  ranking: Ranking,
  evaluateBy: readonly string[],
  runs: TaskRuns,
  onInterim?: OnInterim,
): Promise<RaceOutcome> {
  const lost: LostRun[] = [];
  for (let left = entrants; ; ) {
    lost.push(...left.flatMap((entrant) => entrant.lost.map(lostRun)));
    const whole = left.filter((entrant) => entrant.lost.length === 0);
    const [first] = lost;
    if (whole.length === 0 && first) throw lostError(task, first, lost.length);
    const baseline = whole.some(({ loss }) => loss === ranking.baseline) ? ranking.baseline : undefined;
    const outcomeOf = ({ entered, verdicts, saved }: RaceState): RaceOutcome => {
      const ranked = verdicts.results.flatMap(({ loss }) => entered.find((one) => one.loss === loss) ?? []);
      return { verdicts, ranked, lost, saved };
    };
    const tellInterim = onInterim && ((state: RaceState) => onInterim(outcomeOf(state)));
    const raced = await raceOnce(whole, task, { ...ranking, baseline }, evaluateBy, runs, tellInterim);
    if ('verdicts' in raced) return outcomeOf(raced);
    left = raced.entered;
  }
}

function lostRun({ loss, seed, learningRate, code, reason }: RunRecord): LostRun {
  return { loss, seed, learningRate, code: code === 'out-of-memory' ? code : 'process-died', reason };
}

function lostError(task: Task, { code, reason }: LostRun, count: number): LosskitError {
  const runs = `${count} ${count === 1 ? 'run' : 'runs'}`;
  return new LosskitError(
    code,
    `task ${task.name}: expected one loss or more with all of its runs, got ${runs} lost: ${reason}`,
  );
}
