import { SingleBar } from 'cli-progress';

/** What a training run tells as it goes. */
export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
}

/** A progress bar of steps on standard error; a line at every read of the loss where there is no terminal. */
export function trainingBar(): { update(progress: TrainingProgress): void; stop(): void } {
  if (!process.stderr.isTTY) {
    return {
      update: ({ step, steps, loss }) =>
        process.stderr.write(`step ${step} of ${steps}, loss ${loss.toPrecision(4)}\n`),
      stop: () => {},
    };
  }
  const bar = new SingleBar({
    format: '{bar} {percentage} %  step {value}/{total}  loss {loss}  {eta} s left',
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
    update({ step, steps, loss }) {
      const values = { loss: loss.toPrecision(4) };
      if (started) bar.update(step, values);
      else bar.start(steps, step, values);
      started = true;
    },
    stop: () => bar.stop(),
  };
}
