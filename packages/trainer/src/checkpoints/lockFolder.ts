import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { LosskitError } from '@losskit/errors';
import {
  type FileSystem,
  fileError,
  nodeFileSystem,
  readWholeFile,
  removePartialFiles,
  writeWholeFile,
} from '@losskit/files';

/** A folder that this process alone writes. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Who holds a lock. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
  /** When the process started, in a form of the system's own; empty where it does not say. */
  readonly started: string;
  /** Different for every lock that was ever taken. */
  readonly token: string;
}

/** What a lock needs to know of processes; a test can put others in its place. */
export interface Processes {
  current(): LockHolder;
  /** Whether the holder still runs, as far as this machine can know. */
  isRunning(holder: LockHolder): boolean;
}

/** The name of the lock, and what the names of its drafts start with. */
const LOCK_NAME = 'writer.lock';

/** Tells a process from an earlier one with the same number. */
function startOf(pid: number): string {
  try {
    // Field 22; the second one is a name that may contain spaces and brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return fields?.[19] ?? '';
  } catch {
    return '';
  }
}

/** Tokens of the locks that this thread holds: one of its own that is not among them could not be removed when it was released. */
const held = new Set<string>();

const nodeProcesses: Processes = {
  current: () => ({
    host: hostname(),
    pid: process.pid,
    started: startOf(process.pid),
    token: `${threadId}-${randomUUID()}`,
  }),
  isRunning({ host, pid, started, token }) {
    if (host !== hostname()) return true;
    if (pid === process.pid && token.startsWith(`${threadId}-`)) return held.has(token);
    try {
      process.kill(pid, 0);
    } catch (error) {
      // EPERM: it runs, for another user.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
    return started === '' || startOf(pid) === started;
  },
};

function parseHolder(text: string): LockHolder | undefined {
  const [host, pid, started, token] = text.trimEnd().split('\n');
  if (!host || !pid || started === undefined || !token || !/^\d{1,10}$/.test(pid)) return undefined;
  return { host, pid: Number(pid), started, token };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** More often than a holder of the lock tidies up in one go. */
const MOST_TRIES = 10;

async function writeDraft(draft: string, path: string, text: string, files: FileSystem): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await writeWholeFile(draft, text, files);
      return;
    } catch (error) {
      // The holder of the lock may have tidied up what was half written.
      const cause = error instanceof Error ? error.cause : undefined;
      if (!hasCode(cause, 'ENOENT') || tries === MOST_TRIES) throw fileError('file-unwritable', path, cause);
    }
  }
}

/** Creates the lock, complete at once, unless there is one. */
async function create(path: string, holder: LockHolder, files: FileSystem): Promise<boolean> {
  const draft = `${path}-${holder.token}`;
  const { host, pid, started, token } = holder;
  await writeDraft(draft, path, `${host}\n${pid}\n${started}\n${token}\n`, files);
  try {
    await files.link(draft, path);
    return true;
  } catch (cause) {
    // ENOENT: the holder of the lock has tidied up the draft.
    if (hasCode(cause, 'EEXIST') || hasCode(cause, 'ENOENT')) return false;
    throw fileError('file-unwritable', path, cause);
  } finally {
    await files.remove(draft).catch(() => {});
  }
}

/** The text of a lock, or undefined when there is none. */
async function readLock(path: string, files: FileSystem): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readWholeFile(path, files));
  } catch (error) {
    if (error instanceof LosskitError && error.code === 'file-missing') return undefined;
    throw error;
  }
}

async function removeLock(path: string, files: FileSystem): Promise<void> {
  try {
    await files.remove(path);
  } catch (cause) {
    throw fileError('file-unwritable', path, cause);
  }
}

/** Another lock whose only purpose is that one process at a time removes the lock of a dead one. */
function takeoverPath(path: string, text: string): string {
  // A lock is written complete or not at all, so one that can't be read was left by a power cut.
  const token = parseHolder(text)?.token ?? 'unreadable';
  return `${path}-of-${token.replace(/[^\w-]/g, '').slice(0, 40)}`;
}

async function acquire(
  path: string,
  holder: LockHolder,
  files: FileSystem,
  processes: Processes,
): Promise<void> {
  while (!(await create(path, holder, files))) {
    const text = await readLock(path, files);
    if (text === undefined) continue;
    const other = parseHolder(text);
    if (other && processes.isRunning(other)) {
      const where = other.host === holder.host ? '' : ` on ${other.host}`;
      throw new LosskitError(
        'folder-in-use',
        `${path}: expected no other process to write this folder, got process ${other.pid}${where}` +
          `${where && '; delete the file if that process no longer runs'}.`,
        { file: path },
      );
    }
    const takeover = takeoverPath(path, text);
    await acquire(takeover, holder, files, processes);
    try {
      // Somebody may have taken it over before; then it is another lock now.
      if ((await readLock(path, files)) === text) await removeLock(path, files);
    } finally {
      await removeLock(takeover, files);
    }
  }
}

/**
 * Makes this process the only writer of a folder, which is made where it is missing, and removes what killed processes left
 * half-written there.
 *
 * The lock is the file `writer.lock` with the process's host, number and start. That of a process of this
 * machine that no longer runs is taken over, by one process even if several try at once.
 *
 * @throws LosskitError `folder-in-use` while another process holds the lock; `file-unwritable`.
 */
export async function lockFolder(
  folder: string,
  files: FileSystem = nodeFileSystem,
  processes: Processes = nodeProcesses,
): Promise<FolderLock> {
  const path = join(folder, LOCK_NAME);
  const holder = processes.current();
  async function release(): Promise<void> {
    held.delete(holder.token);
    const text = await readLock(path, files);
    if (text !== undefined && parseHolder(text)?.token === holder.token) await removeLock(path, files);
  }
  held.add(holder.token);
  try {
    await acquire(path, holder, files, processes);
    await removePartialFiles(folder, files, (name) => name.startsWith(`${LOCK_NAME}-`));
  } catch (error) {
    await release().catch(() => {});
    throw error;
  }
  return { release };
}
