import { LosskitError } from '@losskit/errors';
import type { Task, TaskLoss } from '@losskit/tasks';

import { checkPairing } from './checkPairing.ts';
import { type LossRuns, measureLoss, trivialBySeed } from './measureLoss.ts';
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

/** What a race came to. */
export interface RaceOutcome {
  readonly verdicts: RaceVerdicts;
  /** Best first. */
  readonly ranked: readonly Entrant[];
  readonly lost: readonly LostRun[];
}

/** Its runs up to a number of seeds; those that are missing are run. */
async function runSeeds(
  entrant: Entrant,
  seeds: number,
  evaluateBy: readonly string[],
  runs: TaskRuns,
): Promise<Entrant> {
  const { taskLoss: loss, learningRate } = entrant;
  const all = Array.from({ length: seeds }, (_, seed) => seed);
  const added = await Promise.all(
    all.slice(entrant.done.length).map((seed) => runs.runToTheEnd({ loss, learningRate, seed }, evaluateBy)),
  );
  const done = [...entrant.done, ...added];
  return {
    ...entrant,
    done,
    records: done.slice(0, seeds).map(({ record }) => record),
    lost: [...entrant.lost, ...added.flatMap(({ record }) => (record.status === 'lost' ? [record] : []))],
  };
}

/** Races losses over the seeds, or until one of them turns out to have lost a run: then there are no verdicts. */
async function raceOnce(
  entrants: readonly Entrant[],
  task: Task,
  ranking: Ranking,
  evaluateBy: readonly string[],
  runs: TaskRuns,
): Promise<{ readonly entered: readonly Entrant[]; readonly verdicts?: RaceVerdicts }> {
  const race = openRace(ranking);
  const maxSeeds = race.looks.at(-1)?.seeds ?? 0;
  const entered = new Map(entrants.map((entrant) => [entrant.loss, entrant]));
  let saved = 0;
  let racing = entrants;
  for (const { seeds } of race.looks) {
    racing = await Promise.all(racing.map((entrant) => runSeeds(entrant, seeds, evaluateBy, runs)));
    for (const entrant of racing) entered.set(entrant.loss, entrant);
    if (racing.some(({ lost }) => lost.length > 0)) {
      runs.expect(saved);
      return { entered: [...entered.values()] };
    }
    const records = [...entered.values()].flatMap((entrant) => entrant.records);
    checkPairing(task, records);
    const trivial = trivialBySeed(records);
    const goOn = race.look(racing.map((entrant) => measureLoss(task, entrant, trivial)));
    const notRun = (racing.length - goOn.length) * (maxSeeds - seeds);
    saved += notRun;
    runs.expect(-notRun);
    racing = racing.filter(({ loss }) => goOn.includes(loss));
    if (racing.length === 0) break;
  }
  return { entered: [...entered.values()], verdicts: race.verdicts() };
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
): Promise<RaceOutcome> {
  const lost: LostRun[] = [];
  for (let left = entrants; ; ) {
    lost.push(...left.flatMap((entrant) => entrant.lost.map(lostRun)));
    const whole = left.filter((entrant) => entrant.lost.length === 0);
    const [first] = lost;
    if (whole.length === 0 && first) throw lostError(task, first, lost.length);
    const baseline = whole.some(({ loss }) => loss === ranking.baseline) ? ranking.baseline : undefined;
    const { entered, verdicts } = await raceOnce(whole, task, { ...ranking, baseline }, evaluateBy, runs);
    if (verdicts) {
      const ranked = verdicts.results.flatMap(({ loss }) => entered.find((one) => one.loss === loss) ?? []);
      return { verdicts, ranked, lost };
    }
    left = entered;
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
