import { z } from 'zod';

import type { ExecutedRun } from '../execute/Executor.ts';

const numbers = z.record(z.string(), z.number());

/** A finished run as a file holds it. */
export const executedRunSchema: z.ZodType<ExecutedRun> = z.strictObject({
  seconds: z.number().nonnegative(),
  record: z.strictObject({
    task: z.string(),
    loss: z.string(),
    seed: z.number().int().nonnegative(),
    learningRate: z.number().positive(),
    status: z.enum(['finished', 'diverged', 'stopped']),
    reason: z.string(),
    steps: z.number().int().nonnegative(),
    curve: z.array(z.strictObject({ step: z.number().int(), loss: z.number(), validation: z.number() })),
    validation: numbers,
    test: numbers,
    weightsDigest: z.string(),
    fit: z.strictObject({ intercept: z.number(), coefficients: z.array(z.number()) }).exactOptional(),
    confusion: z.array(z.array(z.number().int().nonnegative())).exactOptional(),
    misclassified: z
      .array(
        z.strictObject({
          name: z.string(),
          label: z.number().int(),
          predicted: z.number().int(),
          probability: z.number(),
          picture: z.string(),
        }),
      )
      .exactOptional(),
  }),
});
