import type { TaskComparison } from '../TaskComparison.ts';
import { type RunContext, runContext } from './RunContext.ts';

/** What the runs of each task depend on wherever they are run. */
export async function contextsOf(comparisons: readonly TaskComparison[]): Promise<readonly RunContext[]> {
  const contexts: RunContext[] = [];
  for (const { task, plan, losses, backend } of comparisons) {
    const variants = losses.flatMap((loss) => loss.variants);
    contexts.push(await runContext(task, plan, variants, backend));
  }
  return contexts;
}
