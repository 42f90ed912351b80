import type { BackendName } from '@losskit/backends';
import { train } from '@losskit/trainer';

import type { Peer } from '../protocol/Peer.ts';
import { losskitVersion } from '../result/losskitVersion.ts';
import { selectMendedBackend } from './bareBackend.ts';
import { trainingOf } from './losskitTraining.ts';

/**
 * The whole of losskit's `train`, which reads the loss once in a unit of steps.
 *
 * @param compile - Whether its steps must be compiled, or must not.
 */
export function losskitTrain(
  name: string,
  backend: Exclude<BackendName, 'auto'>,
  compile: 'require' | 'off',
): Peer {
  return {
    name,
    kinds: ['training', 'update'],
    async start(problem) {
      await selectMendedBackend(backend);
      const { unit } = problem.case;
      const { model, loss, optimizer, batches, evaluate } = trainingOf(problem);
      const progress = train({ model, loss, optimizer, batches, readEvery: unit, compile });
      return {
        async run(steps) {
          for (let taken = 0; taken < steps; taken += unit) await progress.next();
        },
        evaluate,
      };
    },
    version: losskitVersion,
  };
}
