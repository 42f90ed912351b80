import type { ErrorCode, ErrorLocation } from '@losskit/errors';

import type { RunContext } from '../cells/RunContext.ts';
import type { ExecutedRun } from '../RunRecord.ts';
import type { TrialRequest } from '../trial/TrialRequest.ts';

/** What the pool sends to a worker process. */
export interface WorkMessage {
  readonly request: TrialRequest;
  /** What the run is to depend on beside its request, where another machine asks for it. */
  readonly context?: RunContext | undefined;
}

/** What a worker answers: the run, a problem with data or settings, or a fault of the program. */
export type AnswerMessage =
  | { readonly kind: 'run'; readonly run: ExecutedRun }
  | {
      readonly kind: 'problem';
      readonly code: ErrorCode;
      readonly message: string;
      readonly location: ErrorLocation;
    }
  | { readonly kind: 'fault'; readonly message: string; readonly stack: string };

const KINDS: readonly unknown[] = ['run', 'problem', 'fault'] satisfies readonly AnswerMessage['kind'][];

export function isAnswer(message: unknown): message is AnswerMessage {
  return typeof message === 'object' && message !== null && 'kind' in message && KINDS.includes(message.kind);
}
