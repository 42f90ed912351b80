import type { InstallProgress } from '@losskit/backends/install';

import { type ProgressBar, progressBar } from './progressBar.ts';

const MEGA = 1e6;

/** Steps of an installation on standard error, with a bar of megabytes where there is a terminal. */
export function installBar(): { update(progress: InstallProgress): void; stop(): void } {
  let current = '';
  let bar: ProgressBar | undefined;
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
      bar ??= progressBar('{bar} {value}/{total} MB  {eta} s left');
      bar.update(Math.round(bytes.done / MEGA), Math.round(bytes.total / MEGA));
    },
    stop,
  };
}
