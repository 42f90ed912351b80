import { VERDICTS } from '../../Claim.ts';
import { type Block, figure, formula, heading, list, paragraph, table } from '../../document/Block.ts';
import type { Facts } from '../../facts.ts';
import { caseStudy } from './caseStudy.ts';
import { verdicts } from './verdicts.ts';

function opening({ claims, countsOf }: Facts): Block[] {
  return [
    paragraph(
      `五篇面向初学者的文章介绍了损失函数：什么是损失，什么任务用哪一种，梯度怎么求，离群点为什么有害。其中大部分是对的；有些只在没有说明的条件下才对；还有一些说错了，或者印错了。本报告从中取出 ${claims} 条论断、公式和例子，逐一测量。`,
    ),
    table(
      '各条论断的检验结果',
      ['结论', '第 1 篇', '第 2 篇', '第 3 篇', '第 4 篇', '第 5 篇', '合计'],
      VERDICTS.map((verdict) => [verdicts[verdict], ...countsOf(verdict).map(String)]),
    ),
    paragraph(
      '结论不凭印象：每条论断都有一条判定规则，规则只看测得的数字。逐条列出之前的几章，用这些文章自己的例子，把这个话题从头讲一遍，需要更正的地方随讲随改。',
    ),
    paragraph(
      '图中 $\\hat y$ 是预测值，$y$ 是目标值，$\\ell$ 是单个样本的损失；旁边一格是它的斜率，训练就是沿着斜率走的。',
    ),
  ];
}

function regression({ measured }: Facts): Block[] {
  return [
    heading(2, 'regression', '预测一个数'),
    heading(3, 'mae-and-mse', '绝对误差与平方误差'),
    paragraph('最基本的两种损失，一种是对到目标值的距离取平均，另一种是对距离的平方取平均：'),
    formula(
      String.raw`\mathrm{MAE} = \frac1N \sum_{i=1}^N |\hat y_i - y_i| \qquad \mathrm{MSE} = \frac1N \sum_{i=1}^N (\hat y_i - y_i)^2`,
    ),
    figure('mae-mse', '绝对误差与平方误差。前者的斜率只有 −1 和 1，后者的斜率随距离增大。'),
    paragraph(
      '其余的一切都由斜率决定。MSE 的拉力随距离增大，所以远处的点说了算；MAE 的拉力处处相同，每个点一票。到了目标值附近则相反：MSE 越来越轻，最后自然停住；MAE 仍然全力拉扯，梯度下降只好自己把步子放小。',
    ),
    heading(3, 'fortunes', '四个普通人和一位富豪'),
    paragraph('第一篇文章以资产 [1, 2, 3, 4, 10000] 为例，看一个离群点会造成什么影响。'),
    table(
      '对所有人都猜 3 时的损失，以及每种损失认为最好的猜测',
      ['', 'MAE', 'MSE'],
      [
        [
          '猜 3 的损失',
          measured('fortunes-mse-explodes', 'MAE, c = 3'),
          measured('fortunes-mse-explodes', 'MSE, c = 3'),
        ],
        [
          '最好的常数',
          `${measured('fortunes-mse-explodes', 'argmin MAE')} (中位数)`,
          `${measured('fortunes-mse-explodes', 'argmin MSE')} (均值)`,
        ],
        [
          '10000 在损失中所占的份额',
          measured('fortunes-mae-relatively-small', 'share of 10000 in MAE'),
          measured('fortunes-mae-relatively-small', 'share of 10000 in MSE'),
        ],
      ],
    ),
    paragraph(
      'MAE 的数值并不稳健：一个数几乎占了全部。稳健的是它拟合的结果：无论第五个人多么富有，中位数都不动。(顺便一提，以百万为单位，文中的一千亿应写作 100000。)',
    ),
    figure('line-fit', '同一条直线，左边没有离群点，右边有十分之一的离群点。MAE 留在原处，MSE 被抬高了。'),
    heading(3, 'huber', 'Huber 与 SmoothL1：取两者之长'),
    formula(
      String.raw`\mathrm{Huber}_\delta(r) = \begin{cases} \frac12 r^2 & |r| \le \delta \\ \delta\,(|r| - \frac12\delta) & |r| > \delta \end{cases} \qquad \mathrm{smoothL1}_\beta = \frac1\beta\, \mathrm{Huber}_\beta`,
    ),
    figure('huber', '四种 δ 的 Huber 损失。斜率就是残差，在 −δ 和 δ 处截断。'),
    figure('l1-l2-smooth-l1', 'L1、L2 与 SmoothL1 的对比。'),
    paragraph(
      `在目标值附近是二次的，远处是线性的，中间没有尖角。Huber 是凸函数，自身不会产生局部最小值；δ 要按目标值的单位来选。在 400 组正态噪声的样本里，Huber 拟合结果的平方误差是 MSE 的 ${measured('huber-joins-advantages', 'E(Huber) / E(MSE), normal')} 倍，MAE 是 ${measured('huber-joins-advantages', 'E(MAE) / E(MSE), normal')} 倍；混入十分之一的离群点之后，Huber 只有 MSE 的 ${measured('huber-joins-advantages', 'E(Huber) / E(MSE), outliers')} 倍。`,
    ),
  ];
}

function classification({ measured }: Facts): Block[] {
  const ce = (target: string) => measured('probability-between-vectors', `CE(${target})`);
  return [
    heading(2, 'classification', '预测一个类别'),
    heading(3, 'cross-entropy', '交叉熵'),
    paragraph(
      '网络对每个类别给出一个得分 $z_c$，可以是任意实数。softmax 把得分变成概率，交叉熵则衡量我们看到真实结果时有多意外：',
    ),
    formula(
      String.raw`q_c = \frac{e^{z_c}}{\sum_j e^{z_j}} \qquad H(p, q) = -\sum_c p_c \log q_c \qquad \frac{\partial H}{\partial z_c} = q_c - p_c`,
    ),
    figure('cross-entropy', '两种标签下的二元交叉熵。信心十足却答错，代价没有上限。'),
    paragraph('第一篇文章的公式里，两项用了同一个对数，标签因此不起作用。二分类的正确公式是'),
    formula(String.raw`-\frac1N \sum_{i=1}^N \bigl( y_i \log \hat y_i + (1 - y_i) \log(1 - \hat y_i) \bigr)`),
    paragraph('文中的例子：对苹果、梨和橘子，网络输出 [0.2, 0.3, 0.5]。'),
    table(
      '[0.2, 0.3, 0.5] 与每种水果的交叉熵',
      ['图中是', 'one-hot', 'CE'],
      [
        ['苹果', '[1, 0, 0]', ce('[1, 0, 0]')],
        ['梨', '[0, 1, 0]', ce('[0, 1, 0]')],
        ['橘子', '[0, 0, 1]', ce('[0, 0, 1]')],
      ],
    ),
    paragraph(
      `库里的损失要的是得分，不是概率。像第四篇文章那样把概率交给它，就做了两次 softmax：即使输出是完全正确的 [0, 0, 1]，损失也还有 ${measured('ce-input-called-probability', 'lowest possible')}。`,
    ),
    paragraph(
      '有一篇文章批评交叉熵忽视了预测值与真实值的差异。其实它对得分的梯度恰恰就是这个差异 $q - p$，此外什么也没有。',
    ),
    heading(3, 'focal', 'Focal Loss'),
    formula(
      String.raw`\mathrm{FL}(p_t) = -(1 - p_t)^\gamma \log p_t,\qquad p_t = \begin{cases} p & y = 1 \\ 1 - p & y = 0 \end{cases}`,
    ),
    figure('focal', '五种 γ 的 Focal Loss，横轴是真实类别的概率。γ = 0 就是交叉熵。'),
    paragraph(
      `它并不提高负样本的权重，而是压低容易样本的权重，正负两边都一样。在二十个点里只有一个稀有类的数据上，阈值取 ½ 时，平衡准确率提高了 ${measured('focal-helps-imbalance', 'balanced accuracy, FL − CE')}；而点的排序 (AUC) 没有变好，变化为 ${measured('focal-helps-imbalance', 'AUC, FL − CE')}。`,
    ),
  ];
}

function learning({ measured }: Facts): Block[] {
  return [
    heading(2, 'learning', '模型怎样从损失中学习'),
    paragraph(
      '损失属于单个样本，代价是所有样本的平均；训练的每一步都逆着代价的梯度走。对于直线 $\\hat y = \\theta_0 + \\theta_1 x$ 和 MSE，第五篇文章给出',
    ),
    formula(
      String.raw`\frac{\partial L}{\partial \theta_0} = -\frac2n \sum_i (y_i - \hat y_i) \qquad \frac{\partial L}{\partial \theta_1} = -\frac2n \sum_i (y_i - \hat y_i)\, x_i \qquad \theta \leftarrow \theta - \eta\, \nabla L`,
    ),
    paragraph(
      `三个式子都对：用 64 位浮点数照着走 100 步，与 losskit 的训练相差 ${measured('descent-rule', '|Δθ| over 100 steps')}，全是舍入误差。`,
    ),
    figure(
      'loss-surface',
      '以两个参数为坐标的 MSE 等高线，两种学习率下梯度下降的路径，以及损失随步数的变化。',
    ),
    paragraph(
      "网络的梯度来自链式法则。第三篇文章的例子 $h(x) = \\cos(x^2 - 1)$、$h'(x) = -\\sin(x^2 - 1) \\cdot 2x$，在试过的每一处都与自动微分和差商一致；只是整体和外层函数不该都叫 $f$。另外，文中印的 $\\partial x / \\partial z$ 应为 $\\partial z / \\partial x$。",
    ),
    paragraph(
      `最陡不等于最快：在横向比纵向陡一百倍的山谷里，梯度下降要走 ${measured('gradient-fastest-way', 'steps, gradient')} 步，牛顿法只要 ${measured('gradient-fastest-way', 'steps, Newton')} 步。人们用梯度，是因为它便宜。`,
    ),
  ];
}

function fitting({ measured }: Facts): Block[] {
  const error = (label: string) => measured('smaller-loss-better-model', label);
  return [
    heading(2, 'fitting', '欠拟合、过拟合与正则化'),
    paragraph('“损失越小，模型越好”这句话，要用没有参加训练的数据来算才成立。'),
    figure('overfitting', '过同样 16 个点的 1 次、3 次和 12 次多项式；点是由灰色曲线加噪声画出来的。'),
    figure('error-by-degree', '在拟合过的点 (train) 和新的点 (test) 上的误差，取 40 次重复的几何平均。'),
    paragraph(
      `从 3 次到 12 次，训练点上的误差从 ${error('train, degree 3')} 降到 ${error('train, degree 12')}，新点上的误差却从 ${error('test, degree 3')} 升到 ${error('test, degree 12')}。`,
    ),
    paragraph('给权重加上正则项，可以约束过于灵活的模型。它加在损失之上，与预测无关：'),
    formula(
      String.raw`\frac1N \sum_i \ell_i + \lambda \sum_j |w_j| \quad (L1) \qquad \frac1N \sum_i \ell_i + \frac\lambda2 \sum_j w_j^2 \quad (L2)`,
    ),
    figure(
      'weight-paths',
      'λ 增大时，回归的六个权重怎样变化。L1 让它们一个接一个变成 0，L2 让它们一起缩小。',
    ),
    paragraph(
      `10 次多项式在新点上的误差：不加惩罚时是 ${measured('regularization-generalizes', 'λ = 0')}，惩罚合适时是 ${measured('regularization-generalizes', 'best λ')}，惩罚过强时是 ${measured('regularization-generalizes', 'λ = 1000')}。`,
    ),
  ];
}

/** The text up to the list of claims. */
export function chapters(facts: Facts): Block[] {
  return [
    ...opening(facts),
    ...regression(facts),
    ...classification(facts),
    ...learning(facts),
    ...fitting(facts),
    ...caseStudy(facts),
  ];
}

export const claimsChapter: readonly Block[] = [
  heading(2, 'claims', '逐条检验'),
  list(
    '每条依次是：编号和原文的句子、结论、检验方法、测得的数字。',
    '“±”是 32 位浮点数的舍入所能造成的误差；方括号是多次重复或多个种子的 95% 区间；两者都没有的，是用 64 位浮点数算出来的，或者是数出来的。',
    '|Δ| 这样的差值，如果舍入误差就足以解释，便视为零。',
  ),
];
