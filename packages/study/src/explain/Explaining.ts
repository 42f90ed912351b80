import { setImmediate } from 'node:timers/promises';
import type { NamedMetric } from '@losskit/tasks';
import { comparisonStopped } from '../execute/comparisonStopped.ts';

import type { PreparedTrial } from '../trial/prepareTrial.ts';
import type { Examples } from './Examples.ts';
import type { TrainedLoss } from './ExplainedModel.ts';
import type { Weights } from './Weights.ts';

/** What every view looks at: one model, whose weights a view may change, and the solutions of several losses. */
export interface Explaining {
  readonly trial: PreparedTrial;
  /** Best first. */
  readonly trained: readonly TrainedLoss[];
  /** The first weights, which all losses share. */
  readonly first: Weights;
  readonly metric: NamedMetric;
  readonly train: Examples;
  readonly test: Examples;
  /** The first of either part, for views of many models. */
  readonly few: { readonly train: Examples; readonly test: Examples };
  readonly signal: AbortSignal | undefined;
}

/** Lets other work of the process have its turn, such as Ctrl-C. @throws LosskitError `interrupted`. */
export async function takeTurn({ signal }: Pick<Explaining, 'signal'>): Promise<void> {
  await setImmediate();
  if (signal?.aborted) throw comparisonStopped();
}
