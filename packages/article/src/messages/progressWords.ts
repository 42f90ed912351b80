import type { Verdict } from '../Claim.ts';
import type { ExperimentName } from '../runExperiments.ts';
import { verdicts as english } from './en/verdicts.ts';
import type { Language } from './Messages.ts';
import { verdicts as chinese } from './zh/verdicts.ts';

/** What a command says while the case study is measured, and at its end. */
export interface ProgressWords {
  readonly experiments: Readonly<Record<ExperimentName, string>>;
  readonly continuing: string;
  readonly measuring: (claims: number) => string;
  readonly finished: (seconds: number, report: string) => string;
  readonly stopped: (folder: string) => string;
  /** Heads and rows of the table of verdicts. */
  readonly verdict: string;
  readonly article: (number: number) => string;
  readonly all: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** What every comparison says; none where the language is that of the command line. */
  readonly comparison?: {
    readonly backend: (task: string, name: string) => string;
    readonly runs: (done: number, total: number) => string;
    readonly left: (seconds: number | undefined) => string;
  };
}

/** Seconds in words, as a bar counts down. */
function leftInChinese(seconds: number | undefined): string {
  if (seconds === undefined) return '正在估计时间';
  if (seconds === 0) return '完成';
  const rounded = Math.max(1, Math.round(seconds));
  return rounded < 90 ? `还需 ${rounded} 秒` : `还需 ${Math.round(rounded / 60)} 分钟`;
}

export const PROGRESS_WORDS: Readonly<Record<Language, ProgressWords>> = {
  en: {
    experiments: {
      bowls: 'Training on bowls of fruit.',
      unknownFruit: 'Training on three fruits, to show a fourth.',
    },
    continuing: 'Continuing the comparison: what it has trained already is used.',
    measuring: (claims) => `Measuring ${claims} claims.`,
    finished: (seconds, report) => `${seconds} s. Report: ${report}`,
    stopped: (folder) =>
      `Stopped. The comparison's finished runs are kept: the same command with --out ${folder} continues there.`,
    verdict: 'verdict',
    article: (number) => `article ${number}`,
    all: 'all',
    verdicts: english,
  },
  zh: {
    experiments: {
      bowls: '训练：装有几种水果的果盘。',
      unknownFruit: '训练：三种水果，再给模型看第四种。',
    },
    continuing: '继续这次比较：已经训练好的结果直接采用。',
    measuring: (claims) => `正在测量 ${claims} 条论断。`,
    finished: (seconds, report) => `用时 ${seconds} 秒。报告：${report}`,
    stopped: (folder) => `已停止。完成的运行都已保存：用同一条命令加上 --out ${folder} 即可继续。`,
    verdict: '结论',
    article: (number) => `第 ${number} 篇`,
    all: '合计',
    verdicts: chinese,
    comparison: {
      backend: (task, name) => `${task}：后端 ${name}`,
      runs: (done, total) => `已完成 ${done} / ${total} 次运行`,
      left: leftInChinese,
    },
  },
};
