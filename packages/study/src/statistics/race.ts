import type { Look, LossResult, TaskResult } from '../result.ts';
import { answerOf } from './answerOf.ts';
import { changeOf, conclusionOf } from './conclusionOf.ts';
import { type Judgement, judgeLook, type Standing } from './judgeLook.ts';
import { looksOf } from './looksOf.ts';
import { lossResult } from './lossResult.ts';
import type { MeasuredLoss, Ranking } from './MeasuredLoss.ts';
import { marginOf } from './marginOf.ts';
import { meanOf } from './moments.ts';
import { summarize } from './summarize.ts';

export { looksOf } from './looksOf.ts';
export type { MeasuredLoss, Ranking } from './MeasuredLoss.ts';

/** What a race of losses came to. */
export type RaceVerdicts = Pick<
  TaskResult,
  | 'results'
  | 'looks'
  | 'margin'
  | 'recommended'
  | 'costAtMost'
  | 'conclusion'
  | 'wouldChange'
  | 'answer'
  | 'summary'
>;

/** A comparison of losses that looks at the seeds so far and stops what is told. */
export interface Race {
  readonly looks: readonly Pick<Look, 'seeds' | 'level'>[];
  /**
   * Judges the losses that are still running, over the seeds of the next look.
   *
   * @returns Names of those that go on; none where all is told or this was the last look.
   */
  look(losses: readonly MeasuredLoss[]): readonly string[];
  /** What the looks so far came to. @throws RangeError before the first of them. */
  verdicts(): RaceVerdicts;
  /**
   * What the verdicts would be if the next look were already at the seeds that these losses have: to be shown, never to be acted
   * on. It is no look, and leaves the race as it is.
   */
  interimVerdicts(losses: readonly MeasuredLoss[]): RaceVerdicts;
}

interface Judged {
  readonly standing: Standing;
  readonly judgement: Judgement;
}

/** Those compared at the last look come first, then those that were stopped, the last to stop first. */
function groupOf({ standing, judgement }: Judged, judgements: readonly Judgement[]): number {
  if (standing.verdict === 'failed') return judgements.length + 1;
  if (standing.verdict === 'not converged') return judgements.length;
  return judgements.length - 1 - judgements.indexOf(judgement);
}

/** Best first; losses that are the same stand together. */
function inOrder(judged: readonly Judged[], judgements: readonly Judgement[]): readonly Judged[] {
  const names = judged.map(({ standing }) => standing.measured.loss);
  const keyed = judged.map((one) => ({
    one,
    group: groupOf(one, judgements),
    mean: one.standing.verdict === 'failed' ? 0 : meanOf(one.standing.sample.values),
    place: names.indexOf(one.standing.original),
  }));
  return keyed
    .sort((a, b) => a.group - b.group || a.mean - b.mean || a.place - b.place)
    .map(({ one }) => one);
}

/**
 * Opens the comparison of losses by one metric. At each look what is worse stops; when nothing is undecided any more, to the best or
 * to the baseline, all do. The baseline goes on as long as any other.
 *
 * @throws RangeError for a margin that is no margin.
 */
export function openRace(ranking: Ranking): Race {
  const looks = looksOf(ranking.seeds, ranking.confidence);
  marginOf(ranking.margin, 0, ranking.bounds);
  const judgements: Judgement[] = [];
  const stopped: string[][] = [];
  const judged = new Map<string, Judged>();

  function goesOn(standing: Standing, { standings }: Judgement): boolean {
    const baseline = standings.find(({ measured }) => measured.loss === ranking.baseline);
    if (standing.original === baseline?.original) return true;
    return !['worse', 'not converged', 'failed'].includes(standing.verdict);
  }

  function look(losses: readonly MeasuredLoss[]): readonly string[] {
    const next = looks[judgements.length];
    if (!next) return [];
    const judgement = judgeLook(losses, ranking, next);
    judgements.push(judgement);
    const { standings } = judgement;
    for (const standing of standings) judged.set(standing.measured.loss, { standing, judgement });
    const left = standings.filter((standing) => goesOn(standing, judgement));
    const isUndecided = left.some(
      ({ verdict, againstBaseline }) => verdict === 'undecided' || againstBaseline?.verdict === 'undecided',
    );
    // A loss alone has nothing to tell: all the seeds that were asked for are to know it by.
    const isAlone = losses.length === 1 && ranking.seeds !== 'auto';
    const isLast = judgements.length === looks.length;
    const goOn = isLast || !(isUndecided || isAlone) ? [] : left;
    const worse = standings.filter((standing) => standing.verdict === 'worse' && !goOn.includes(standing));
    stopped.push(isLast ? [] : worse.map(({ measured }) => measured.loss));
    return goOn.map(({ measured }) => measured.loss);
  }

  /** What all judgements come to, the last of them a look or not. */
  function outcomeOf(
    last: Judgement,
    all: readonly Judgement[],
    judgedNow: ReadonlyMap<string, Judged>,
  ): RaceVerdicts {
    const ordered = inOrder([...judgedNow.values()], all);
    const originals = ordered.map(({ standing }) => standing.original);
    const results: LossResult[] = ordered.map(({ standing, judgement }) =>
      lossResult(standing, judgement, ranking, originals.indexOf(standing.original) + 1),
    );
    const outcome = {
      results,
      looks: judgements.map(({ look: { seeds, level }, losses }, index) => ({
        seeds,
        level,
        losses,
        stopped: stopped[index] ?? [],
      })),
      margin: last.margin,
      recommended: last.best,
      costAtMost: last.costAtMost,
    };
    return {
      ...outcome,
      conclusion: conclusionOf(outcome),
      wouldChange: changeOf(outcome, ranking),
      answer: answerOf(outcome, ranking),
      summary: summarize(outcome, ranking),
    };
  }

  function verdicts(): RaceVerdicts {
    const last = judgements.at(-1);
    if (!last) throw new RangeError('openRace: expected a look before the verdicts, got none.');
    return outcomeOf(last, judgements, judged);
  }

  function interimVerdicts(losses: readonly MeasuredLoss[]): RaceVerdicts {
    const next = looks[judgements.length];
    if (!next) return verdicts();
    const seeds = losses[0]?.reasons.length ?? 0;
    const judgement = judgeLook(losses, ranking, { seeds, level: next.level });
    const now = judgement.standings.map(
      (standing) => [standing.measured.loss, { standing, judgement }] as const,
    );
    return outcomeOf(judgement, [...judgements, judgement], new Map([...judged, ...now]));
  }

  return { looks, look, verdicts, interimVerdicts };
}
