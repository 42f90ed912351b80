import { type Progress, type TrainOptions, train } from '@losskit/trainer';

/** What training tells last. */
export async function runToEnd(options: TrainOptions): Promise<Progress> {
  const all: Progress[] = [];
  for await (const progress of train(options)) all.push(progress);
  const last = all.at(-1);
  if (last) return last;
  throw new RangeError('expected training to tell something, got nothing.');
}
