import { lossExpression } from '@losskit/losses/expression';
import { type TaskLoss, taskLoss } from '@losskit/tasks';

import type { RunRecord } from './RunRecord.ts';
import type { CrossMatrix } from './result.ts';
import { meanOf } from './statistics/moments.ts';

/** The losses that judge trained models: those compared, without penalties, each once. */
export function evaluatingLosses(losses: readonly TaskLoss[]): readonly TaskLoss[] {
  const bare = losses.map((loss) =>
    loss.terms.length > 0 && loss.penalties.length > 0 ? taskLoss(lossExpression(loss.terms)) : loss,
  );
  return [...new Map(bare.map((loss) => [loss.name, loss])).values()];
}

/** How models trained with each loss do by each of the others; both in the order given. */
export function crossMatrix(
  trained: readonly {
    readonly loss: string;
    readonly taskLoss: TaskLoss;
    readonly records: readonly RunRecord[];
  }[],
): CrossMatrix {
  const evaluatedBy = evaluatingLosses(trained.map(({ taskLoss }) => taskLoss)).map(({ name }) => name);
  return {
    evaluatedBy,
    rows: trained.map(({ loss, records }) => ({
      trainedWith: loss,
      values: evaluatedBy.map((name) => {
        const values = records.flatMap((record) => record.evaluatedBy[name] ?? []);
        return values.length > 0 && values.length === records.length ? meanOf(values) : null;
      }),
    })),
  };
}
