import { LosskitError } from '@losskit/errors';
import { readWholeFile } from '@losskit/files';

import { type BenchResult, benchResult } from './BenchResult.ts';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads what an earlier bench printed with `--json`.
 *
 * @throws LosskitError `file-missing`, `file-unreadable` or `data-malformed`, also for another version of the format.
 */
export async function readBenchResult(file: string): Promise<BenchResult> {
  const text = new TextDecoder().decode(await readWholeFile(file));
  const { data, error } = benchResult.safeParse(parseJson(text));
  if (data) return data;
  const [issue] = error?.issues ?? [];
  const place =
    issue && issue.path.length > 0 ? `something else at ${issue.path.join('.')}` : 'something else';
  throw new LosskitError(
    'data-malformed',
    `${file}: expected what losskit bench --json prints, got ${place}; run the bench again to have one.`,
    { file },
  );
}
