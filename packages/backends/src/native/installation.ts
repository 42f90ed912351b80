import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  format: z.literal(1),
  /** Version of TensorFlow, as its library says. */
  tensorflow: z.string(),
  /** Where the library came from, as a phrase. */
  source: z.string(),
  /** The files that make it run, relative to the folder, with their sizes. */
  files: z.array(z.object({ path: z.string(), bytes: z.number() })).min(1),
});

/** What is written beside an installed and verified native backend. */
export type Installation = z.infer<typeof schema>;

/** Name of the file that holds an {@link Installation}. */
export const INSTALLATION_FILE = 'installation.json';

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

/** The installation in a folder; undefined where there is none, or where a file is missing or cut short. */
export async function readInstallation(folder: string): Promise<Installation | undefined> {
  try {
    const text = await readFile(join(folder, INSTALLATION_FILE), 'utf8');
    const installation = schema.parse(JSON.parse(text));
    for (const { path, bytes } of installation.files) {
      if ((await sizeOf(join(folder, path))) !== bytes) return undefined;
    }
    return installation;
  } catch {
    return undefined;
  }
}

/** Names and sizes of installed files. */
export async function listFiles(folder: string, paths: readonly string[]): Promise<Installation['files']> {
  return Promise.all(paths.map(async (path) => ({ path, bytes: await sizeOf(join(folder, path)) })));
}
