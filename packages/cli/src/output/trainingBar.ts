import { basename } from 'node:path';
import type { RunProgress } from '@losskit/study';
import { SingleBar } from 'cli-progress';

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
  const bar = new SingleBar({
    format: '{bar} {percentage} %  step {value}/{total}  loss {loss}  {eta} s left{saved}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    stream: process.stderr,
  });
  let started = false;
  return {
    update({ step, steps, loss, checkpoint }) {
      const saved = checkpoint === undefined ? '' : `  saved as ${basename(checkpoint)}`;
      const values = { loss: loss.toPrecision(4), saved };
      if (started) bar.update(step, values);
      else bar.start(steps, step, values);
      started = true;
    },
    stop: () => bar.stop(),
  };
}
