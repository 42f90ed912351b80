import { createHash } from 'node:crypto';
import { type RunContext, runContextSchema, type TrialRequest, trialRequestSchema } from '@losskit/study';
import { z } from 'zod';

import { plainJson } from './plainJson.ts';

/** A run that any machine with the same context can do, as plain data. The keys of what this gives are in one order. */
export const cellSchema = z.preprocess(
  plainJson,
  z.strictObject({ context: runContextSchema, request: trialRequestSchema }),
);

export interface Cell {
  readonly context: RunContext;
  readonly request: TrialRequest;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The sha256 of a context. */
export function contextDigest(context: RunContext): string {
  return sha256(JSON.stringify(runContextSchema.parse(context)));
}

/** The name of a cell everywhere: the sha256 of its context's digest and its request. */
export function cellId({ context, request }: Cell): string {
  return sha256(JSON.stringify([contextDigest(context), trialRequestSchema.parse(request)]));
}
