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
  intro: '模型、数据和步数都相同，只有损失函数不同。',
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
  learningRate: '学习率',
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
  isItRealHint: '用 10 个配对的随机种子各自生成数据，训练每个损失函数，再判断差异是否超出偶然。',
  seedsDone: (done, all) => `已完成 ${done} / ${all} 次训练`,
  verdict: ({ losses }, metric) =>
    losses
      .map(({ loss, verdict, mean, difference }) => {
        const reached = mean === undefined ? '' : ` (${METRICS[metric]} ${number(mean)})`;
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
