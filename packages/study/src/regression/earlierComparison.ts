import { describeValue, LosskitError } from '@losskit/errors';
import { z } from 'zod';

const VERSION = 2;

const text = z.string();
const count = z.number().int().nonnegative();

const originSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embedded'), description: text }),
  z.object({ kind: z.literal('own'), description: text, sha256: text }),
  z.object({ kind: z.literal('csv'), file: text, sha256: text, rows: count }),
  z.object({ kind: z.literal('folder'), folder: text, sha256: text, pictures: count }),
]);

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
  version: z.literal(VERSION),
  config: z.object({ seeds: z.array(count), tasks: z.array(z.looseObject({ task: text })) }),
  tasks: z.array(taskSchema),
});

export type EarlierComparison = Readonly<z.infer<typeof comparisonSchema>>;
export type EarlierTask = Readonly<z.infer<typeof taskSchema>>;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = Reflect.get(inner, key);
  }
  return inner;
}

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
  const path = read.error.issues[0]?.path ?? [];
  const isOtherVersion = typeof valueAt(given, ['version']) === 'number' && path[0] === 'version';
  const what = isOtherVersion ? `version ${VERSION} of the format` : 'what losskit compare --json prints';
  const place = path.length > 0 && !isOtherVersion ? ` as ${path.map(String).join('.')}` : '';
  throw new LosskitError(
    'data-malformed',
    `${where}: expected ${what}, got ${describeValue(valueAt(given, path))}${place}; make it anew with losskit compare --json of this version.`,
  );
}
