import { expected, LosskitError } from '@losskit/errors';

import { type Evaluation, evaluateRequest, isObject } from './evaluateRequest.ts';
import type { Line } from './readLines.ts';

type Id = string | number | boolean | null;

/** The answer to one line; `internal` is a fault of losskit, every other code one of the line. */
export type Answer =
  | ({ readonly id: Id } & Evaluation)
  | { readonly id: Id; readonly error: { readonly code: string; readonly message: string } };

/** No longer than any line of sense; what is longer is skipped, so that memory stays bounded. */
export const LONGEST_LINE = 2 ** 24;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseLine({ number, bytes }: Line): unknown {
  const where = `line ${number}`;
  if (bytes === undefined) {
    throw new LosskitError('line-too-long', `${where}: expected at most ${LONGEST_LINE} bytes, got more.`);
  }
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new LosskitError('line-malformed', `${where}: expected UTF-8, got other bytes.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new LosskitError('line-malformed', expected(where, 'JSON', text));
  }
}

/** The id to answer with. Only what comes back exactly as it came in is an id. */
function readId(request: unknown): Id {
  const { id } = isObject(request) ? request : {};
  if (id === undefined || id === null) return null;
  if (typeof id === 'string' || typeof id === 'boolean') return id;
  if (typeof id === 'number' && Number.isFinite(id) && (!Number.isInteger(id) || Number.isSafeInteger(id)))
    return id;
  throw new LosskitError('line-malformed', expected('eval', 'id to be a string or an exact number', id));
}

/** Answers one line of JSON; whatever is wrong with it becomes part of the answer. */
export function answerLine(line: Line): Answer {
  let id: Id = null;
  try {
    const request = parseLine(line);
    id = readId(request);
    return { id, ...evaluateRequest(request) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, error: { code: error instanceof LosskitError ? error.code : 'internal', message } };
  }
}
