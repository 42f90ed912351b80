import { lossExpression } from '@losskit/losses/expression';
import { type Task, type TaskLoss, taskLoss } from '@losskit/tasks';

import type { RunRecord } from './RunRecord.ts';
import type { CrossMatrix } from './result.ts';
import { meanOf } from './statistics/moments.ts';

/** The losses that judge trained models: those compared, without penalties, each once, and none that needs variables of its own. */
export function evaluatingLosses(task: Task, losses: readonly TaskLoss[]): readonly TaskLoss[] {
  const judging = losses.filter((loss) => !task.trainsInputs(loss));
  const bare = judging.map((loss) =>
    loss.terms.length > 0 && loss.penalties.length > 0 ? taskLoss(lossExpression(loss.terms)) : loss,
  );
  return [...new Map(bare.map((loss) => [loss.name, loss])).values()];
}

/** How models trained with each loss do by each of the others; both in the order given. */
export function crossMatrix(
  task: Task,
  trained: readonly {
    readonly loss: string;
    readonly taskLoss: TaskLoss;
    readonly records: readonly RunRecord[];
  }[],
): CrossMatrix {
  const evaluatedBy = evaluatingLosses(
    task,
    trained.map(({ taskLoss }) => taskLoss),
  ).map(({ name }) => name);
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
