import type { InstallProgress } from '@losskit/backends/install';
import { SingleBar } from 'cli-progress';

const MEGA = 1e6;

/** Steps of an installation on standard error, with a bar of megabytes where there is a terminal. */
export function installBar(): { update(progress: InstallProgress): void; stop(): void } {
  let current = '';
  let bar: SingleBar | undefined;
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    update({ step, bytes }) {
      if (step !== current) {
        stop();
        current = step;
        process.stderr.write(`${step} …\n`);
      }
      if (!bytes || !process.stderr.isTTY) return;
      const done = Math.round(bytes.done / MEGA);
      if (bar) {
        bar.update(done);
        return;
      }
      bar = new SingleBar({
        format: '{bar} {value}/{total} MB  {eta} s left',
        barCompleteChar: '█',
        barIncompleteChar: '░',
        barsize: 24,
        hideCursor: true,
        clearOnComplete: true,
        stream: process.stderr,
      });
      bar.start(Math.round(bytes.total / MEGA), done);
    },
    stop,
  };
}
