import { workOnQueue } from '@losskit/cluster';
import { LosskitError } from '@losskit/errors';

import type { Interruption } from '../interruption.ts';
import { note } from '../output/note.ts';

export interface WorkerCommandOptions {
  readonly queue?: string;
  readonly jobs: number;
  readonly dataFrom?: string;
  readonly lock: number;
}

export async function runWorker(
  { queue, jobs, dataFrom, lock }: WorkerCommandOptions,
  { signal }: Interruption,
): Promise<void> {
  if (queue === undefined) {
    throw new LosskitError(
      'option-invalid',
      '--queue: expected the URL of the broker that the comparison names, such as redis://127.0.0.1:6379, got none.',
    );
  }
  await workOnQueue(queue, { jobs, dataFrom, lockSeconds: lock, signal, onNote: note });
}
