import { visibleText } from '@losskit/errors';
import type { CompareProgress } from '@losskit/study';

import { note } from './note.ts';
import { progressBar } from './progressBar.ts';

/** A progress bar on standard error. */
export interface ComparisonBar {
  update(progress: CompareProgress): void;
  /** Says beside the bar what goes on on other machines. */
  elsewhere(text: string): void;
  /** A line above the bar. */
  note(text: string): void;
  stop(): void;
}

const RESOLUTION = 1000;
/** Lines that a log file or a pipe gets in place of a moving bar. */
const LOG_LINES = 10;

/** How a bar counts. */
export interface BarWords {
  readonly runs: (done: number, total: number) => string;
  readonly left: (seconds: number | undefined) => string;
}

export const BAR_WORDS: BarWords = { runs: (done, total) => `${done} of ${total} runs`, left: formatSeconds };

function formatSeconds(seconds: number | undefined): string {
  if (seconds === undefined) return 'measuring';
  if (seconds === 0) return 'done';
  const rounded = Math.max(1, Math.round(seconds));
  return rounded < 90 ? `${rounded} s left` : `${Math.round(rounded / 60)} min left`;
}

function logLines(words: BarWords): ComparisonBar {
  let printed = 0;
  let machines = '';
  return {
    update({ fraction, runsDone, runsTotal, secondsLeft }) {
      const due = Math.floor(fraction * LOG_LINES);
      if (due <= printed) return;
      printed = due;
      const percent = Math.round(fraction * 100);
      note(`${percent} % (${words.runs(runsDone, runsTotal)}), ${words.left(secondsLeft)}${machines}`);
    },
    elsewhere(text) {
      machines = `; ${text}`;
    },
    note,
    stop: () => {},
  };
}

function movingBar(words: BarWords): ComparisonBar {
  const bar = progressBar('{bar} {percentage} %  {runs}  {left}  {now}');
  let done = 0;
  let values = { runs: '', left: '', now: '' };
  let machines: string | undefined;
  function show(): void {
    bar.update(done, RESOLUTION, { ...values, now: machines ?? values.now });
  }
  return {
    update({ fraction, runsDone, runsTotal, secondsLeft, record }) {
      done = Math.floor(fraction * RESOLUTION);
      values = {
        runs: words.runs(runsDone, runsTotal),
        left: words.left(secondsLeft),
        now: visibleText(`${record.task} · ${record.loss}`),
      };
      show();
    },
    elsewhere(text) {
      machines = visibleText(text);
      show();
    },
    note,
    stop: bar.stop,
  };
}

/** Shows how far a comparison is: a moving bar on a terminal, a line per tenth elsewhere. */
export function comparisonBar(words: BarWords = BAR_WORDS): ComparisonBar {
  return process.stderr.isTTY ? movingBar(words) : logLines(words);
}
