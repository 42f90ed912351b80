import { LosskitError } from '@losskit/errors';

import { executeRun } from './execute/executeRun.ts';
import type { AnswerMessage, WorkMessage } from './execute/messages.ts';
import type { RunRequest } from './run/RunRequest.ts';

function answerOf(error: unknown): AnswerMessage {
  if (error instanceof LosskitError) {
    return { kind: 'problem', code: error.code, message: error.message, location: error.location };
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  return { kind: 'fault', message: fault.message, stack: fault.stack ?? '' };
}

async function answer(request: RunRequest): Promise<AnswerMessage> {
  try {
    return { kind: 'run', run: await executeRun(request) };
  } catch (error) {
    return answerOf(error);
  }
}

// A Ctrl-C in the terminal reaches every process of the group; the parent decides what it means.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
process.on('message', async ({ request }: WorkMessage) => {
  process.send?.(await answer(request));
});
