import { LosskitError } from '@losskit/errors';
import { readWholeFile } from '@losskit/files';
import { z } from 'zod';

import { type Cell, cellSchema } from '../cells/Cell.ts';

/** Runs for one task of a cluster. */
export interface Bundle {
  /** Folder that paths in the cells start from. */
  readonly directory: string;
  /** In the order in which they are run. */
  readonly cells: readonly Cell[];
}

const bundleSchema = z.strictObject({
  directory: z.string().max(10_000),
  cells: z.array(cellSchema).max(100_000),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a bundle from a file. @throws LosskitError `data-malformed`, and for a file that cannot be read. */
export async function readBundle(path: string): Promise<Bundle> {
  const parsed = bundleSchema.safeParse(parseJson(new TextDecoder().decode(await readWholeFile(path))));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LosskitError(
    'data-malformed',
    `${path}: expected a bundle of runs that losskit compare wrote, got ${issue?.path.join('.') || 'a file'}: ${issue?.message ?? 'another'}.`,
    { file: path },
  );
}
