import { type ProgressBar, progressBar } from './progressBar.ts';

/** Reading is quick more often than not, and then says nothing. */
const QUIET_MS = 2000;
/** Lines that a log file or a pipe gets in place of a moving bar. */
const LOG_LINES = 10;

function logLines(unit: string): ProgressBar {
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
  const view = process.stderr.isTTY
    ? progressBar(`{bar} {value}/{total} ${unit}  {eta_formatted} left`)
    : logLines(unit);
  try {
    return await load((done, total) => {
      if (performance.now() - start > QUIET_MS) view.update(done, total);
    });
  } finally {
    view.stop();
  }
}
