import { LosskitError } from '@losskit/errors';
import { readWholeFile } from '@losskit/files';
import { parseEarlierComparison } from '@losskit/study';

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const got = text.trim() === '' ? 'an empty file' : 'text that is not JSON';
    const message = `${file}: expected what losskit compare --json prints, got ${got}.`;
    throw new LosskitError('data-malformed', message, { file }, { cause });
  }
}

/**
 * Reads what an earlier `losskit compare --json` printed, or its `comparison.json`.
 *
 * @throws LosskitError `file-missing`, `file-unreadable` or `data-malformed`, also for another version of the format.
 */
export async function readEarlierComparison(
  file: string,
): Promise<ReturnType<typeof parseEarlierComparison>> {
  const text = new TextDecoder().decode(await readWholeFile(file));
  return parseEarlierComparison(parseJson(text, file), file);
}
