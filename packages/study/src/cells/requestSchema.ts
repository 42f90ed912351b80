import { BACKEND_NAMES } from '@losskit/backends/names';
import { TEXT_ENCODINGS } from '@losskit/data/encodings';
import { STRESS_NAMES, type TaskReference } from '@losskit/tasks';
import { COMPILE_POLICIES } from '@losskit/trainer/compile-policies';
import { z } from 'zod';

import type { TrialRequest } from '../trial/TrialRequest.ts';

const text = z.string().max(1000);
const texts = z.array(text).max(10_000);
const count = z.number().int().nonnegative();

const taskReferenceSchema: z.ZodType<TaskReference> = z.lazy(() =>
  z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('built-in'), name: text }),
    z.strictObject({
      from: z.literal('table'),
      name: text,
      file: text,
      target: text,
      features: texts.optional(),
      kind: z.enum(['continuous', 'binary', 'multiclass', 'ordinal', 'counts', 'amounts']).optional(),
      hidden: z.array(count).max(100).optional(),
      rankBy: text.optional(),
      categorical: texts.optional(),
      separator: text.optional(),
      decimal: z.enum(['.', ',']).optional(),
      encoding: z.enum(TEXT_ENCODINGS).optional(),
      missing: z.enum(['error', 'drop']).optional(),
    }),
    z.strictObject({ from: z.literal('pictures'), name: text, folder: text, rankBy: text.optional() }),
    z.strictObject({
      from: z.literal('stress'),
      name: text,
      task: taskReferenceSchema,
      kind: z.enum(STRESS_NAMES),
      level: z.number(),
    }),
    z.strictObject({
      from: z.literal('module'),
      name: text,
      file: text,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ]),
);

/** A request that came from elsewhere. The keys of what it gives stand in the order that they have here. */
export const trialRequestSchema = z.strictObject({
  task: text,
  reference: taskReferenceSchema,
  loss: text,
  seed: count,
  learningRate: z.number().positive(),
  backend: z.enum(BACKEND_NAMES),
  compile: z.enum(COMPILE_POLICIES),
  workload: z.enum(['tiny', 'dense', 'convolution', 'large']),
  batchSize: count,
  epochs: count,
  rowShapes: z.string().max(100_000),
  purpose: z.enum(['score', 'verdict']),
  pictures: z.boolean(),
  evaluateBy: z.array(text).max(1000),
}) satisfies z.ZodType<TrialRequest>;
