import { z } from 'zod';

import { COMPARISON_VERSION } from '../store/comparisonVersion.ts';
import { malformed } from '../store/malformed.ts';
import { originSchema } from '../store/originSchema.ts';

const EXPECTED = {
  what: 'what losskit compare --json prints',
  remedy: 'make it anew with losskit compare --json of this version',
  version: COMPARISON_VERSION,
};

const text = z.string();
const count = z.number().int().nonnegative();

const taskSchema = z.object({
  task: text,
  metric: text,
  higherIsBetter: z.boolean(),
  sampling: z.enum(['fresh', 'split', 'fixed test']),
  origin: originSchema,
  resolution: z.number().nonnegative(),
  parts: z.object({ train: count.positive(), validation: count, test: count.positive() }),
  results: z.array(
    z.object({
      loss: text,
      metrics: z.record(text, z.object({ values: z.array(z.number().nullable()) })),
    }),
  ),
});

/** What of an earlier comparison is held against one of now; the rest of it may be anything. */
const comparisonSchema = z.object({
  version: z.literal(COMPARISON_VERSION),
  config: z.object({ seeds: z.array(count), tasks: z.array(z.looseObject({ task: text })) }),
  tasks: z.array(taskSchema),
});

export type EarlierComparison = Readonly<z.infer<typeof comparisonSchema>>;
export type EarlierTask = Readonly<z.infer<typeof taskSchema>>;

/**
 * Checks what an earlier `losskit compare --json` printed, or its `comparison.json`, parsed from JSON.
 *
 * @param where - What an error calls it, such as the name of the file. Default `earlier comparison`.
 * @throws LosskitError `data-malformed` for anything else, which includes what another version of the format
 *   has.
 */
export function parseEarlierComparison(given: unknown, where = 'earlier comparison'): EarlierComparison {
  const read = comparisonSchema.safeParse(given);
  if (read.success) return read.data;
  throw malformed(where, EXPECTED, given, read.error);
}
