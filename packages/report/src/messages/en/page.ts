import type { Comparison, LossResult, TaskResult } from '@losskit/study';
import type { KindName } from '@losskit/tasks';

import { capitalised, listInWords, metricTitle } from '../../names.ts';

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** What stands around the sections, and the sentences of the verdicts, which are the comparison's own. */
export const page = {
  htmlLanguage: 'en',
  list: listInWords,
  separator: ', ',
  /** At the end of a heading that runs on. */
  stop: '.',
  metric: metricTitle,
  metricAtStart: (name: string): string => capitalised(metricTitle(name)),
  kind: (kind: KindName): string => kind,
  title: (tasks: readonly string[]): string =>
    tasks.length === 0 ? 'Comparison of losses' : `Which loss for ${listInWords(tasks)}?`,
  subtitle: (losses: number, tasks: number, seeds: number): string =>
    `${count(losses, 'loss', 'losses')} trained on ${count(tasks, 'task')} over ${count(seeds, 'paired seed')}, by losskit.`,
  contents: 'Contents',
  notCompared: 'Not compared:',
  underStress: 'Under stress',
  allTasks: 'All tasks together',
  howToRead: 'How to read this',
  repeat: 'To repeat this run',
  sort: 'Sort by this column',
  copy: 'Copy',
  copied: 'Copied',
  scrollHint: 'The table goes on at the right: scroll it sideways.',
  answer: ({ answer }: TaskResult): string => answer,
  summary: ({ summary }: TaskResult): string => summary,
  explanation: ({ explanation }: LossResult, _task: TaskResult): string => explanation,
  method: ({ config }: Comparison) => config.method,
};
