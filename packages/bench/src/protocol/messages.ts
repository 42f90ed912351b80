import { z } from 'zod';

/** What one run took. */
export const timing = z.object({
  /** Seconds that passed. */
  elapsed: z.number().nonnegative(),
  /** Seconds of processor time, of all threads. */
  processor: z.number().nonnegative(),
});

/** What a peer's process says first. */
export const greeting = z.union([
  z.object({ version: z.string() }),
  /** Why it can't do the case, what it lacks, or why it failed, as a phrase. */
  z.object({ unsupported: z.string() }),
  z.object({ missing: z.string() }),
  z.object({ failed: z.string() }),
]);

/** The answer to a request for a number of steps, and to a request for values. */
export const runAnswer = timing;
export const evaluateAnswer = z.object({
  // JSON has no word for what isn't finite.
  values: z.array(z.number().nullable()),
});

export type Timing = z.infer<typeof timing>;
export type Greeting = z.infer<typeof greeting>;

/** A line that the bench writes to a peer's process. Its end is the end of standard input. */
export type Request = { readonly steps: number } | { readonly evaluate: true };
