import { readFileSync } from 'node:fs';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** The version of losskit that is timed, as a phrase. */
export function losskitVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return `losskit ${manifest.parse(JSON.parse(text)).version}`;
}
