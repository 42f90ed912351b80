import { LosskitError } from '@losskit/errors';
import { importSameModule, resolveTask, type Task, type TaskReference, taskLoss } from '@losskit/tasks';
import { checkContext } from './cells/checkContext.ts';
import type { RunContext } from './cells/RunContext.ts';
import { endWithParent } from './execute/endWithParent.ts';
import { executeTrial } from './execute/executeTrial.ts';
import type { AnswerMessage, WorkMessage } from './execute/messages.ts';
import { becomeWorker, type OfferedComparison, offeredComparison } from './execute/scriptInWorker.ts';
import { trainingFor } from './planTask.ts';
import type { Trial } from './trial/Trial.ts';
import type { TrialRequest } from './trial/TrialRequest.ts';

const NOTHING: OfferedComparison = { losses: [], training: {} };

const opened = new Map<string, Promise<{ task: Task; offered: OfferedComparison }>>();

/** A module has ended, or has got to its comparison, which does not return here. */
async function runModule(file: string, sha256: string): Promise<OfferedComparison> {
  return Promise.race([offeredComparison(), importSameModule(file, sha256).then(() => NOTHING)]);
}

/** Opens a task once per process: decoding photographs takes longer than a run. */
function open(reference: TaskReference): Promise<{ task: Task; offered: OfferedComparison }> {
  const key = JSON.stringify(reference);
  const known = opened.get(key);
  if (known) return known;
  const opening = (async () => {
    const offered = reference.from === 'module' ? await runModule(reference.file, reference.sha256) : NOTHING;
    return { task: await resolveTask(reference), offered };
  })();
  opened.set(key, opening);
  return opening;
}

async function findTrial(
  { task: name, reference, loss, backend, evaluateBy }: TrialRequest,
  context: RunContext | undefined,
): Promise<Trial> {
  if (!reference) throw new RangeError(`worker: expected a reference to the task ${name}, got none.`);
  const { task, offered } = await open(reference);
  const known = [...offered.losses, ...task.losses];
  const find = (wanted: string) => known.find((one) => one.name === wanted) ?? taskLoss(wanted);
  if (context) await checkContext(context, task, offered.training, find, backend);
  return {
    task,
    loss: find(loss),
    training: trainingFor(task, offered.training),
    evaluateBy: evaluateBy.map(find),
  };
}

function answerOf(error: unknown): AnswerMessage {
  if (error instanceof LosskitError) {
    return { kind: 'problem', code: error.code, message: error.message, location: error.location };
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  return { kind: 'fault', message: fault.message, stack: fault.stack ?? '' };
}

async function answer({ request, context }: WorkMessage): Promise<AnswerMessage> {
  try {
    return { kind: 'run', run: await executeTrial(await findTrial(request, context), request) };
  } catch (error) {
    return answerOf(error);
  }
}

becomeWorker();
// Ctrl-C in a terminal, and its end, reach every process of the group; the parent decides what it means.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
endWithParent();
process.on('message', async (work: WorkMessage) => {
  process.send?.(await answer(work));
});
