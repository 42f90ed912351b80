import { z } from 'zod';

import { downloadFile, openAddress } from './downloadFile.ts';
import type { InstallContext } from './InstallProgress.ts';
import type { Wheel } from './wheel.ts';

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const answerSchema = z.object({ files: z.array(z.object({ filename: z.string(), url: z.string() })) });

/** The address of a file in the answer of an index's page for a project, JSON (PEP 691) or HTML (PEP 503). */
function addressOf(file: string, text: string, isJson: boolean): string | undefined {
  if (isJson)
    return answerSchema.parse(JSON.parse(text)).files.find(({ filename }) => filename === file)?.url;
  for (const [, address = ''] of text.matchAll(/href\s*=\s*["']([^"'#]+)/gi)) {
    if (decodeURIComponent(address).endsWith(`/${file}`)) return address.replaceAll('&amp;', '&');
  }
  return undefined;
}

/**
 * Downloads a wheel from a Python package index by HTTP, for machines without pip.
 *
 * @param index - Address of the index, as in pip's `index-url`.
 * @returns undefined when done, else why not.
 */
export async function downloadFromIndex(
  index: string,
  wheel: Wheel,
  file: string,
  { signal, onProgress }: InstallContext,
): Promise<string | undefined> {
  const step = `downloading ${wheel.project} ${wheel.version}`;
  try {
    const accept = `${JSON_TYPE}, text/html;q=0.5`;
    const page = await openAddress(`${index.replace(/\/$/, '')}/${wheel.project}/`, signal, { accept });
    const isJson = String(page.headers['content-type']).startsWith(JSON_TYPE);
    const address = addressOf(wheel.file, await page.body.text(), isJson);
    if (address === undefined) return `the index has no ${wheel.file}`;
    await downloadFile(new URL(address, page.url).href, file, {
      signal,
      onBytes: (done) => onProgress({ step, bytes: { done, total: wheel.bytes } }),
    });
    return undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}
