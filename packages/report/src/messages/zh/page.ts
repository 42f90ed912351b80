import type { KindName } from '@losskit/tasks';

import type { Words } from '../Words.ts';
import { answer } from './answer.ts';
import { explanation } from './explanation.ts';
import { list } from './lists.ts';
import { method } from './method.ts';
import { metricName } from './metricNames.ts';
import { summary } from './summary.ts';

const KINDS: Readonly<Record<KindName, string>> = {
  continuous: '连续值',
  binary: '二分类',
  multiclass: '多分类',
  ordinal: '有序分类',
  multilabel: '多标签',
  counts: '计数',
  amounts: '正数量',
  mask: '分割掩码',
  embedding: '嵌入',
  ranking: '排序',
  sequence: '序列',
  distribution: '分布',
  survival: '生存时间',
};

export const page: Words['page'] = {
  htmlLanguage: 'zh-CN',
  list,
  separator: '、',
  stop: '。',
  metric: metricName,
  metricAtStart: metricName,
  kind: (kind) => KINDS[kind],
  title: (tasks) => (tasks.length === 0 ? '损失函数的比较' : `${list(tasks)}：该用哪个损失函数？`),
  subtitle: (losses, tasks, seeds) =>
    `${losses} 个损失函数，${tasks} 个任务，${seeds} 个配对的种子，由 losskit 训练并比较。`,
  contents: '目录',
  notCompared: '未比较：',
  underStress: '压力测试',
  allTasks: '所有任务合在一起',
  howToRead: '如何阅读',
  repeat: '重现这次运行',
  sort: '按此列排序',
  copy: '复制',
  copied: '已复制',
  scrollHint: '表格右侧还有内容：请左右滑动。',
  answer,
  summary,
  explanation,
  method,
};
