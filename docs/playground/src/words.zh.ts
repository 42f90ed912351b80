import { STEPS } from './presets.ts';
import type { Words } from './words.ts';

const VERDICTS: Readonly<Record<string, string>> = {
  'as good': '与最好的同样好',
  'slightly worse': '略差',
  worse: '更差',
  undecided: '尚无定论',
  'not converged': '未收敛',
  failed: '训练失败',
};

const METRICS = { rmse: '均方根误差', accuracy: '准确率' };
const number = (value: number) => String(Number(value.toPrecision(3)));

/** The page in Chinese. */
export const zh: Words = {
  page: '损失函数演练场',
  headline: {
    line: '拖动离群点，看哪个损失函数会跟着它走。',
    classes: '两个类别相互重叠：每个损失函数会把分界线画在哪里？',
    imbalance: '有一个类别很少见，看哪个损失函数会给它留出空间。',
    noise: '有些标签是错的，看哪个损失函数会相信它们。',
  },
  intro: '模型、数据和步数都相同，不同的只有损失函数，以及适合它的学习率。',
  preset: '任务',
  presets: {
    line: '带离群点的直线',
    classes: '两个类别',
    imbalance: '类别不平衡',
    noise: '标签噪声',
  },
  trouble: {
    line: '离群点比例',
    classes: '类别重叠程度',
    imbalance: '不平衡程度',
    noise: '错误标签比例',
  },
  optimizer: '优化器',
  learningRate: (value) => `学习率 = ${value}`,
  rateNote(rate) {
    switch (rate.kind) {
      case 'set':
        return '手动设定。';
      case 'unknown':
        return '常用值：尚未搜索适合该损失函数的学习率。';
      case 'searching':
        return rate.all > 0 ? `正在搜索：已完成 ${rate.done} / ${rate.all} 次训练` : '正在搜索……';
      case 'found': {
        const [low, high] = rate.range;
        const range = low < high ? `搜索所得：${low} 到 ${high} 的效果相近。` : '搜索所得。';
        if (rate.among === 'at rest') return range;
        return rate.among === 'finished' ? `${range}没有一个能使训练收敛。` : '试过的学习率都无法完成训练。';
      }
    }
  },
  findRate: '搜索',
  findRateOf: (loss) => `搜索 ${loss} 的学习率`,
  ratesHint: `学习率的搜索方式与 losskit compare 相同，只训练 ${STEPS} 步：每个损失函数都在 2 个种子上试同一组学习率，再在 5 个种子上试最好的两个，按验证数据评判，取能使训练收敛的学习率中最好的一个。训练过程中学习率逐步降到千分之一。`,
  seed: '随机种子',
  loss: (letter) => `损失函数 ${letter}`,
  addLoss: '添加损失函数',
  removeLoss: '移除',
  remove: (loss) => `移除 ${loss}`,
  controls: '控制',
  play: '播放',
  pause: '暂停',
  restart: '重新开始',
  share: '复制链接',
  copyCommand: '复制命令',
  copyCode: '复制代码',
  copied: '已复制。',
  notCopied: '浏览器不允许页面复制，请选中下方文字后自行复制。',
  searching: ({ done, all }) =>
    all > 0 ? `正在搜索学习率：已完成 ${done} / ${all} 次训练` : '正在搜索学习率……',
  stopSearch: '停止搜索',
  searchStopped: '搜索已停止。',
  loading: '正在加载 TensorFlow.js……',
  step: (step, steps) => `第 ${step} 步，共 ${steps} 步`,
  data: '训练数据与拟合结果',
  dataHint: '带圆环的点可以移动：用鼠标拖动，或用 Tab 键选中后按方向键。',
  point: (index, x, y) => `第 ${index} 个点，位于 ${x}, ${y}，可用方向键移动。`,
  value: '损失',
  slope: '损失的斜率',
  rug: {
    line: '预测值 − 目标值；短线是当前误差',
    classes: '朝向正确类别的 logit；短线是当前样本',
  },
  metrics: METRICS,
  learning: {
    rmse: '干净测试集上的均方根误差 (随步数)：越低越好',
    accuracy: '干净且均衡的测试集上的准确率 (随步数)：越高越好',
  },
  landscape: (loss) => `${loss} 的训练损失与下降路径`,
  landscapeAxes: {
    line: '横轴：斜率；纵轴：截距。',
    classes: '横轴和纵轴：两个权重，截距取当前值。',
  },
  isItReal: '差异是真的吗？10 个种子',
  isItRealHint:
    '用 10 个配对的随机种子各自生成数据，以各自的学习率训练每个损失函数，再判断差异是否超出偶然。',
  seedsDone: (done, all) => `已完成 ${done} / ${all} 次训练`,
  verdict: ({ losses }, metric) =>
    losses
      .map(({ loss, verdict, sameAs, mean, difference }) => {
        const reached = mean === undefined ? '' : ` (${METRICS[metric]} ${number(mean)})`;
        if (sameAs !== null) return `${loss} 与 ${sameAs} 训练出相同的权重。`;
        if (verdict === 'best') return `${loss}${reached} 的均值最好。`;
        const gap = difference
          ? `，与最好的相差 ${number(difference.mean)}，95% 区间 ${number(difference.low)} 到 ${number(difference.high)}`
          : '';
        return `${loss}${reached}：${VERDICTS[verdict] ?? verdict}${gap}。`;
      })
      .join(''),
  failed: (message) => `已停止：${message}`,
  lossFigure: {
    title: (loss) => `调节 ${loss} 的选项`,
    give: (option) => `指定 ${option}`,
    defaults: '默认选项',
    thinLine: '细线为默认选项下的曲线。',
    readout: (value, slope) => `损失 ${value}，斜率 ${slope}`,
  },
};
