import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const SUFFIX = '.partial';

function isAlive(process_: number): boolean {
  if (process_ === process.pid) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes what installations that were killed left behind: those of this machine whose process is gone. */
async function removeAbandoned(parent: string, key: string): Promise<void> {
  const prefix = `${key}.${hostname()}.`;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix) || !name.endsWith(SUFFIX)) continue;
    const owner = Number(name.slice(prefix.length, -SUFFIX.length));
    if (!isAlive(owner)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/**
 * Makes an empty folder beside the final one, on the same disk, so that a rename can finish the installation.
 */
export async function makeStagingFolder(final: string): Promise<string> {
  const parent = dirname(final);
  const key = basename(final);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent, key);
  const folder = join(parent, `${key}.${hostname()}.${process.pid}${SUFFIX}`);
  await mkdir(folder, { recursive: true });
  return folder;
}
