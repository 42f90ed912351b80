import { createHash } from 'node:crypto';
import { z } from 'zod';

import { type ExecutedRun, executedRunSchema } from '../RunRecord.ts';
import { toJson } from './toJson.ts';

/** A run that a file holds, and where it belongs. */
export interface StoredRun {
  /** sha256 of all that the runs of a comparison depend on beside their requests. */
  readonly context: string;
  /** sha256 of the request. */
  readonly request: string;
  readonly run: ExecutedRun;
}

const fileSchema = z.strictObject({
  context: z.string(),
  request: z.string(),
  digest: z.string(),
  run: z.unknown(),
});

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of the run and of where it belongs, so that no file passes for that of another run. */
function digestOf({
  context,
  request,
  run,
}: Readonly<Record<'context' | 'request' | 'run', unknown>>): string {
  return sha256(JSON.stringify([context, request, run]));
}

/** The text of a run's file. */
export function encodeStoredRun({ context, request, run }: StoredRun): string {
  return toJson({ context, request, digest: digestOf({ context, request, run }), run });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the text of a file holds, or undefined when it is not as it was written. */
export function parseStoredRun(text: string): StoredRun | undefined {
  const file = fileSchema.safeParse(parseJson(text)).data;
  if (!file || file.digest !== digestOf(file)) return undefined;
  const run = executedRunSchema.safeParse(file.run).data;
  return run && { context: file.context, request: file.request, run };
}
