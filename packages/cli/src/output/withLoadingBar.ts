import { SingleBar } from 'cli-progress';

/** Reading is quick more often than not, and then says nothing. */
const QUIET_MS = 2000;
/** Lines that a log file or a pipe gets in place of a moving bar. */
const LOG_LINES = 10;

/** Shows progress on standard error. */
interface LoadingView {
  update(done: number, total: number): void;
  stop(): void;
}

function movingBar(unit: string): LoadingView {
  const bar = new SingleBar({
    format: `{bar} {value}/{total} ${unit}  {eta_formatted} left`,
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
    update(done, total) {
      if (started) bar.update(done);
      else bar.start(total, done);
      started = true;
    },
    stop: () => bar.stop(),
  };
}

function logLines(unit: string): LoadingView {
  let printed = -1;
  return {
    update(done, total) {
      const due = Math.floor((LOG_LINES * done) / total);
      if (due === printed) return;
      printed = due;
      process.stderr.write(`Read ${done} of ${total} ${unit}\n`);
    },
    stop: () => {},
  };
}

/** Runs what reads files, and after two seconds shows how far it is: a moving bar on a terminal, a line per tenth elsewhere. */
export async function withLoadingBar<Result>(
  unit: string,
  load: (onProgress: (done: number, total: number) => void) => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  const view = process.stderr.isTTY ? movingBar(unit) : logLines(unit);
  try {
    return await load((done, total) => {
      if (performance.now() - start > QUIET_MS) view.update(done, total);
    });
  } finally {
    view.stop();
  }
}
