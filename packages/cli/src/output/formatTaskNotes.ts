import type { LossResult, TaskResult } from '@losskit/study';

import { formatNumber } from './formatNumber.ts';

/** What a loss has to beat to have learned anything. */
function trivialNote({ metric, trivial }: TaskResult): string[] {
  const value = trivial[metric];
  return value === undefined ? [] : [`A model that looks at no input: ${metric} ${formatNumber(value)}.`];
}

/** How often a loss failed, with the interval of that, and why at first. */
function failureNotes(results: readonly LossResult[]): string[] {
  return results
    .filter(({ failures }) => failures.runs > 0)
    .map(({ loss, seeds, failures: { runs, low, high, reason } }) => {
      const [least, most] = [low, high].map((fraction) => Math.round(100 * fraction));
      return `${loss} failed in ${runs} of ${seeds} runs (${least} to ${most} % of all): ${reason}.`;
    });
}

function edgeNote(results: readonly LossResult[]): string[] {
  const atEdge = results.filter(({ search }) => search.atEdge).map(({ loss }) => loss);
  if (atEdge.length === 0) return [];
  return [
    `The lowest or highest learning rate that was tried is the best for ${atEdge.join(', ')}: a better one may lie beyond it.`,
  ];
}

function raceNote({ saved }: TaskResult): string[] {
  return saved.runs === 0 ? [] : [`The race saved ${saved.runs} of ${saved.of} runs.`];
}

/** What is to be known of a task beside its table, a sentence each. */
export function formatTaskNotes(result: TaskResult): string[] {
  const { results } = result;
  return [...trivialNote(result), ...failureNotes(results), ...edgeNote(results), ...raceNote(result)];
}
