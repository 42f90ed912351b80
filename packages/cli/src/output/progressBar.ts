import { SingleBar } from 'cli-progress';

/** A bar on standard error that moves, from its first update on. */
export interface ProgressBar {
  update(value: number, total: number, words?: object): void;
  stop(): void;
}

/** @param format - The line, with `{bar}`, `{value}`, `{total}`, `{percentage}`, `{eta_formatted}` and the names of `words`. */
export function progressBar(format: string): ProgressBar {
  const bar = new SingleBar({
    format,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    stream: process.stderr,
    fps: 5,
  });
  let started = false;
  return {
    update(value, total, words) {
      if (started) bar.update(value, words);
      else bar.start(total, value, words);
      started = true;
    },
    stop: () => bar.stop(),
  };
}
