import type { LossResult, TaskResult, Verdict } from '@losskit/study';

import { formatShort } from '../../formatNumber.ts';
import { listNames } from './lists.ts';
import { metricName } from './metricNames.ts';
import { baselineWords } from './verdictWords.ts';

const namesOf = (results: readonly LossResult[]) => listNames(results.map(({ loss }) => loss));

function undecided(results: readonly LossResult[]): string[] {
  if (results.length === 0) return [];
  if (results.every(({ seeds }) => seeds === 1))
    return [`尚无定论，一个种子说明不了问题：${namesOf(results)}。`];
  const tellable = results.filter(({ seedsToTell }) => seedsToTell !== null);
  const others = results.filter(({ seedsToTell }) => seedsToTell === null);
  const seeds = Math.max(...tellable.map(({ seedsToTell }) => seedsToTell ?? 0));
  return [
    ...(tellable.length > 0
      ? [`尚无定论：${namesOf(tellable)}；如果差异保持现状，大约 ${seeds} 个种子可以区分。`]
      : []),
    ...(others.length > 0 ? [`尚无定论，增加种子也无法区分：${namesOf(others)}。`] : []),
  ];
}

function ofBaseline({ results, baseline }: TaskResult): string[] {
  const found = results.find(({ loss }) => loss === baseline);
  if (!found) return [];
  if (found.verdict === 'failed' || found.verdict === 'not converged')
    return [`基线 ${found.loss} 无法比较。`];
  const groups = (['better', 'as good', 'worse', 'undecided'] as const).flatMap((verdict) => {
    const those = results.filter(({ againstBaseline }) => againstBaseline?.verdict === verdict);
    return those.length > 0 ? [`${baselineWords[verdict]}：${namesOf(those)}`] : [];
  });
  return groups.length > 0 ? [`与基线 ${found.loss} 相比，${groups.join('；')}。`] : [];
}

function lostRuns({ lost = [] }: TaskResult): string[] {
  const losses = [...new Set(lost.map(({ loss }) => loss))];
  const counted = losses.map((name) => `${name} (${lost.filter(({ loss }) => loss === name).length} 次运行)`);
  return counted.length > 0 ? [`未比较，机器丢失了它们的运行：${listNames(counted)}。`] : [];
}

/** 结论之后的句子：哪些同样好，哪些更差，哪些尚无定论。 */
export function summary(task: TaskResult): string {
  const { results, metric, margin } = task;
  // 与另一个相同的损失函数同它一起提到。
  const distinct = results.filter(({ sameAs }) => sameAs === null);
  const having = (verdict: Verdict) => distinct.filter((one) => one.verdict === verdict);
  const sentence = (verdict: Verdict, words: string) => {
    const those = having(verdict);
    return those.length > 0 ? [`${words}：${namesOf(those)}。`] : [];
  };
  const matters = `${formatShort(margin)} (${metricName(metric)})`;
  const same = distinct.flatMap(({ loss }) => {
    const copies = results.filter(({ sameAs }) => sameAs === loss);
    return copies.length > 0 ? [`与 ${loss} 相同：${namesOf(copies)}。`] : [];
  });
  const shaky = distinct.filter(({ failures, verdict }) => failures.runs > 0 && verdict !== 'failed');
  const counted = shaky.map(({ loss, failures, seeds }) => `${loss} (${seeds} 次中 ${failures.runs} 次)`);
  return [
    ...sentence('as good', `同样好，至多差 ${matters}`),
    ...sentence('slightly worse', `略差，并非偶然，但不一定超过 ${matters}`),
    ...sentence('worse', `更差，超过 ${matters}`),
    ...undecided(having('undecided')),
    ...same,
    ...sentence('not converged', '未收敛，因而不作比较'),
    ...sentence('failed', '每次运行都失败'),
    ...(counted.length > 0 ? [`部分运行失败，按平凡模型计：${listNames(counted)}。`] : []),
    ...ofBaseline(task),
    ...lostRuns(task),
  ].join('');
}
