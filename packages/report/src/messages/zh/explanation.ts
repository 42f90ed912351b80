import type { LossResult, TaskResult } from '@losskit/study';

import { formatProbability, formatShort } from '../../formatNumber.ts';
import { metricName } from './metricNames.ts';

function behind({ difference }: LossResult, { metric, higherIsBetter }: TaskResult): string {
  if (!difference) return '';
  const { mean, low, high, pValue } = difference;
  const [by, from, to] = (higherIsBetter ? [-mean, -high, -low] : [mean, low, high]).map((value) =>
    formatShort(0 + value),
  );
  return `${metricName(metric)}比最好的差 ${by} (${from} 到 ${to}；${formatProbability(pValue)})`;
}

function remedy({ seeds, seedsToTell }: LossResult, { sampling }: TaskResult): string {
  if (seeds === 1) return '一个种子无法排除偶然；请用 5 个以上';
  if (seedsToTell !== null) return `如果差异保持现状，大约 ${seedsToTell} 个种子可以区分`;
  return sampling === 'fresh' ? '增加种子也无法区分' : '增加种子也无法区分，增加数据才可以';
}

function sentence(result: LossResult, task: TaskResult): string {
  const gap = behind(result, task);
  const matters = `界值 ${formatShort(task.margin)}`;
  switch (result.verdict) {
    case 'best':
      return `${metricName(task.metric)}的均值最好。`;
    case 'as good':
      return `与最好的同样好：${gap}，不超过${matters}。`;
    case 'slightly worse':
      return `略差：${gap}，并非偶然，但不一定超过${matters}。`;
    case 'worse':
      return `更差：${gap}，超过${matters}。`;
    case 'undecided':
      return `尚无定论：${gap === '' ? '' : `${gap}；`}${remedy(result, task)}。`;
    case 'not converged':
      return '未收敛：训练结束时训练损失仍在变化，因此不作比较。';
    case 'failed':
      return `${result.seeds === 1 ? '唯一的一次运行' : `全部 ${result.seeds} 次运行`}都失败了：${result.failures.reason}。`;
  }
}

/** 对一个损失函数的结论，写成句子。 */
export function explanation(result: LossResult, task: TaskResult): string {
  const { sameAs, failures, verdict, seeds } = result;
  const same = sameAs === null ? '' : `与 ${sameAs} 相同：每个种子训练出的权重都一样。`;
  const failed =
    failures.runs === 0 || verdict === 'failed'
      ? ''
      : `${seeds} 次运行中有 ${failures.runs} 次失败，按平凡模型计：${failures.reason}。`;
  return `${sentence(result, task)}${same}${failed}`;
}
