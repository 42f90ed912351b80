import type { Change, TaskResult } from '@losskit/study';

import { formatShort, formatUpperBound } from '../../formatNumber.ts';
import { listNames } from './lists.ts';
import { metricName } from './metricNames.ts';

function whichLoss(task: TaskResult): string {
  const { results, recommended, costAtMost, metric } = task;
  const name = recommended ?? '';
  const mean = results.find(({ loss }) => loss === recommended)?.metrics[metric]?.mean;
  const reached = ` (${metricName(metric)} ${formatShort(mean)})`;
  const equal = results.filter(({ loss, sameAs }) => loss === recommended || sameAs === recommended);
  const cost = `${metricName(metric)}比真正最好的至多差 ${formatUpperBound(costAtMost ?? 0)}`;
  const converged = results.some(({ verdict }) => verdict === 'not converged') ? '已收敛的' : '';
  switch (task.conclusion) {
    case 'nothing to compare':
      return '没有可比较的损失函数。';
    case 'none converged':
      return '无法推荐任何损失函数：全都没有收敛。';
    case 'none finished':
      return '无法推荐任何损失函数：每一个不是失败就是没有收敛。';
    case 'none learned':
      return '无法推荐任何损失函数：所有运行不是失败，就是不比平凡模型好。';
    case 'only loss':
      return `只有 ${name} 这一个损失函数${reached}，没有选择的余地。`;
    case 'same weights':
      return `${listNames(equal.map(({ loss }) => loss))} 任选其一${reached}：它们训练出的权重相同。`;
    case 'only comparable':
      return `只有 ${name} 可以比较${reached}，因此还不能断定哪一个最好。`;
    case 'others failed':
      return `用 ${name}${reached}：其他损失函数全都失败了。`;
    case 'one seed':
      return `${name} 领先${reached}，但只有一个随机种子，无法排除偶然：请用 5 个以上的种子。`;
    case 'open':
      return `${name} 领先${reached}，但还不能定论：它的${cost}。`;
    case 'clear':
      return `用 ${name}${reached}：其他${converged}损失函数都不如它，并非偶然。`;
    case 'within margin':
      return `用 ${name}${reached}：在${converged}损失函数中，它的${cost}。`;
  }
}

function whatWouldChange(change: Change): string {
  switch (change.by) {
    case 'seeds':
      return `如果差异保持现状，大约 ${change.seeds} 个种子就能得出定论。`;
    case 'data':
      return '增加种子也得不出定论，增加数据才可以。';
    case 'longer training':
      return `训练更久可能改变这一结论：${listNames(change.losses)} 尚未收敛。`;
    case 'smaller margin':
      return '如果界值比这更小，就没有定论。';
    case 'larger margin':
      return `只有把界值放宽到 ${formatUpperBound(change.margin)}，最接近的 ${change.loss} 才算同样好。`;
  }
}

/** 用哪个损失函数，选错的代价，以及什么会改变这一结论。 */
export function answer(task: TaskResult): string {
  const change = task.wouldChange === null ? '' : whatWouldChange(task.wouldChange);
  return `${whichLoss(task)}${change}`;
}
