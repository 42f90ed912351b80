import { basename } from 'node:path';
import type { RunProgress } from '@losskit/study';

import { progressBar } from './progressBar.ts';

/**
 * A progress bar of steps on standard error; a line at every point of the curve where there is no terminal.
 */
export function trainingBar(): { update(progress: RunProgress): void; stop(): void } {
  if (!process.stderr.isTTY) {
    return {
      update({ step, steps, loss, checkpoint }) {
        const saved = checkpoint === undefined ? '' : `, checkpoint ${checkpoint}`;
        process.stderr.write(`step ${step} of ${steps}, loss ${loss.toPrecision(4)}${saved}\n`);
      },
      stop: () => {},
    };
  }
  const bar = progressBar('{bar} {percentage} %  step {value}/{total}  loss {loss}  {eta} s left{saved}');
  return {
    update({ step, steps, loss, checkpoint }) {
      const saved = checkpoint === undefined ? '' : `  saved as ${basename(checkpoint)}`;
      bar.update(step, steps, { loss: loss.toPrecision(4), saved });
    },
    stop: bar.stop,
  };
}
