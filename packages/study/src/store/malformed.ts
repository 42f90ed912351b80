import { describeValue, LosskitError } from '@losskit/errors';
import type { z } from 'zod';

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = Reflect.get(inner, key);
  }
  return inner;
}

/** What a file was to hold. */
export interface Expectation {
  /** `what losskit compare wrote`. */
  readonly what: string;
  /** What to do where it holds something else. */
  readonly remedy: string;
  /** Of the format, where the file says one. */
  readonly version?: number;
}

/**
 * What is wrong with what a file of a comparison holds, as one sentence.
 *
 * @param where - What the sentence calls it, such as the name of the file.
 */
export function malformed(
  where: string,
  { what, remedy, version }: Expectation,
  given: unknown,
  error: z.ZodError,
): LosskitError {
  const path = error.issues[0]?.path ?? [];
  const isOtherVersion =
    version !== undefined && typeof valueAt(given, ['version']) === 'number' && path[0] === 'version';
  const expected = isOtherVersion ? `version ${version} of the format` : what;
  const place = path.length > 0 && !isOtherVersion ? ` as ${path.map(String).join('.')}` : '';
  return new LosskitError(
    'data-malformed',
    `${where}: expected ${expected}, got ${describeValue(valueAt(given, path))}${place}; ${remedy}.`,
  );
}
