import { createHash } from 'node:crypto';
import { basename, join, relative, resolve, sep } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { nodeFileSystem, readWholeFile, writeWholeFile } from '@losskit/files';
import type { TaskReference } from '@losskit/tasks';

import { dataKey, KEPT } from './keys.ts';

/** Bytes of a file that goes through the broker. */
export const MAX_SENT_BYTES = 64 * 2 ** 20;

/** What of a broker files go through. */
export interface DataStore {
  set(key: string, bytes: Buffer, unit: 'EX', seconds: number): Promise<unknown>;
  strlen(key: string): Promise<number>;
  getBuffer(key: string): Promise<Buffer | null>;
}

/** Where a machine has what references name. */
export interface Places {
  /** Folder of the project, which has the tasks' modules. */
  readonly project: string;
  /** Folder with data that every machine has, at the same paths within it; undefined where files go through the broker. */
  readonly shared: string | undefined;
}

function wrong(message: string): LosskitError {
  return new LosskitError('option-invalid', message);
}

/** A path within a folder, with `/`; undefined for what lies outside. */
function within(folder: string, path: string): string | undefined {
  const inside = relative(resolve(folder), resolve(path)).split(sep).join('/');
  return inside === '' || inside.startsWith('..') || resolve(inside) === inside ? undefined : inside;
}

async function send(file: string, broker: DataStore): Promise<string> {
  const { size } = await nodeFileSystem.stat(file).catch(() => ({ size: 0 }));
  if (size > MAX_SENT_BYTES) {
    throw wrong(
      `${file}: expected at most ${MAX_SENT_BYTES / 2 ** 20} MiB of data to go through the broker, got ${Math.ceil(size / 2 ** 20)}; ` +
        'keep them in a folder that all machines have, and name it with --data-from here and at each worker.',
    );
  }
  const bytes = await readWholeFile(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await broker.set(dataKey(sha256), Buffer.from(bytes), 'EX', KEPT);
  return `sent:${sha256}/${basename(file)}`;
}

function shareData(path: string, folder: string): string {
  const inside = within(folder, path);
  if (inside === undefined)
    throw wrong(`--data-from: expected the folder that holds ${path}, got ${folder}.`);
  return `shared:${inside}`;
}

/**
 * The reference as it goes to other machines: no path of this one, and never code.
 *
 * @throws LosskitError `option-invalid` for what cannot go there, with the remedy.
 */
export async function toSend(
  reference: TaskReference,
  places: Places,
  broker: DataStore,
): Promise<TaskReference> {
  const { project, shared } = places;
  switch (reference.from) {
    case 'built-in':
      return reference;
    case 'stress':
      return { ...reference, task: await toSend(reference.task, places, broker) };
    case 'module': {
      const inside = within(project, reference.file);
      if (inside === undefined)
        throw wrong(
          `${reference.file}: expected a module within ${project}, where other machines have it too.`,
        );
      return { ...reference, file: `project:${inside}` };
    }
    case 'table': {
      const { file } = reference;
      return {
        ...reference,
        file: shared === undefined ? await send(file, broker) : shareData(file, shared),
      };
    }
    case 'pictures':
      if (shared === undefined) {
        throw wrong(
          `${reference.folder}: expected --data-from for photographs, which do not go through the broker, got none; ` +
            'keep them in a folder that all machines have, and name it with --data-from here and at each worker.',
        );
      }
      return { ...reference, folder: shareData(reference.folder, shared) };
  }
}

/** Names of folders and files that a cell may name: none hidden, none of installed packages, none that leads up. */
const SEGMENT = /^(?!\.|node_modules$)[^/\\:\0]+$/;

function checkedPath(text: string, scheme: string): string {
  const [start = '', rest] = text.split(/:(.*)/s);
  const segments = (rest ?? '').split('/');
  if (start === scheme && segments.every((segment) => SEGMENT.test(segment))) return segments.join('/');
  throw new LosskitError('data-malformed', `cell: expected a path as ${scheme}:folder/file, got '${text}'.`);
}

async function receive(text: string, cache: string, broker: DataStore): Promise<string> {
  const path = checkedPath(text, 'sent');
  const [sha256 = '', name = '', ...more] = path.split('/');
  if (!/^[0-9a-f]{64}$/.test(sha256) || name === '' || more.length > 0)
    throw new LosskitError('data-malformed', `cell: expected data as sent:sha256/name, got '${text}'.`);
  const file = join(cache, sha256, name);
  const isThere = await nodeFileSystem.stat(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  const size = await broker.strlen(dataKey(sha256));
  if (size > MAX_SENT_BYTES)
    throw new LosskitError(
      'file-too-large',
      `${name}: expected at most ${MAX_SENT_BYTES} bytes of data, got ${size}.`,
    );
  const bytes = await broker.getBuffer(dataKey(sha256));
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new LosskitError(
      'data-malformed',
      `${name}: expected the data of sha256 ${sha256} at the broker, got others.`,
    );
  await nodeFileSystem.makeFolder(join(cache, sha256));
  await writeWholeFile(file, bytes);
  return file;
}

/**
 * The reference as this machine has it.
 *
 * @param cache - Folder for data that come through the broker.
 * @throws LosskitError for a path of another form, and for data that are not here.
 */
export async function fromSent(
  reference: TaskReference,
  places: Places,
  cache: string,
  broker: DataStore,
): Promise<TaskReference> {
  const { project, shared } = places;
  const ofShared = (text: string) => {
    const path = checkedPath(text, 'shared');
    if (shared !== undefined) return join(shared, path);
    throw new LosskitError(
      'context-mismatch',
      `${path}: expected --data-from with this machine's folder that holds it, got none.`,
    );
  };
  switch (reference.from) {
    case 'built-in':
      return reference;
    case 'stress':
      return { ...reference, task: await fromSent(reference.task, places, cache, broker) };
    case 'module': {
      const path = checkedPath(reference.file, 'project');
      if (!/\.m?[jt]s$/.test(path))
        throw new LosskitError('data-malformed', `cell: expected a module, got '${reference.file}'.`);
      return { ...reference, file: join(resolve(project), path) };
    }
    case 'table': {
      const isSent = reference.file.startsWith('sent:');
      const file = isSent ? await receive(reference.file, cache, broker) : ofShared(reference.file);
      return { ...reference, file };
    }
    case 'pictures':
      return { ...reference, folder: ofShared(reference.folder) };
  }
}
