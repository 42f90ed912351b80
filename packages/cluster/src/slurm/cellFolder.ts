import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { nodeFileSystem, readWholeFile, readWholeFolder, writeWholeFile } from '@losskit/files';

import { type Cell, cellId } from '../cells/Cell.ts';
import { type CellResult, digestOfRun, MAX_RESULT_BYTES, readCellResult } from '../cells/CellResult.ts';
import { type Bundle, readBundle } from './bundle.ts';
import { privateFolder } from './privateFolder.ts';

/** Bundles of cells that were written together. */
export interface WrittenBundles {
  readonly name: string;
  /** The path of a bundle is this, a hyphen, its index and `.json`. */
  readonly prefix: string;
}

/** What was written of a cell. */
export interface FoundResult {
  /** The cell's. */
  readonly id: string;
  readonly result: CellResult;
  /** The file. */
  readonly path: string;
}

/** The folder through which a comparison and the tasks of a cluster hand each other cells and results. */
export interface CellFolder {
  /** Takes what tasks print. */
  readonly logs: string;
  /** Whether bundles of that name are of this comparison in this folder. */
  isOwn(name: string): boolean;
  addBundles(bundles: readonly (readonly Cell[])[]): Promise<WrittenBundles>;
  /** Ids of the cells of a bundle, in the order in which they are run; none where it cannot be read. */
  cellsOf(name: string, index: number): Promise<readonly string[]>;
  /**
   * What was written since the last time of cells that are awaited.
   *
   * @param find - The awaited cell that has an id.
   * @throws LosskitError `results-differ` where a cell has two results that are not the same.
   */
  newResults(find: (id: string) => Cell | undefined): Promise<readonly FoundResult[]>;
  /** Writes a result of this process. */
  addResult(id: string, result: CellResult): Promise<void>;
  remove(): Promise<void>;
}

/** Whether a result says nothing of the cell for good: when the comparison is begun again, it is run again. */
export function isPassing(result: CellResult): boolean {
  return !('run' in result) || result.run.record.status === 'lost';
}

/** The id of the cell, and who wrote it. */
const RESULT = /^([0-9a-f]{64})\.([\w.-]{1,100})\.json$/;

function malformed(expected: string): LosskitError {
  return new LosskitError('data-malformed', `result of a cell: expected ${expected}.`);
}

async function readResult(path: string, cell: Cell): Promise<CellResult> {
  const text = new TextDecoder().decode(await readWholeFile(path, nodeFileSystem, MAX_RESULT_BYTES));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('a whole file, got a part of one, or another');
  }
  return readCellResult(cell, value);
}

/** Tells a file from what it is once it has been written on; empty where there is none. */
async function stampOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return '';
  }
}

/** What is known of a cell from its first result. */
interface Known {
  readonly cell: Cell;
  readonly worker: string;
  readonly digest: string;
}

/**
 * Opens the folder, making it where it is missing; nobody else may be able to enter it.
 *
 * @param context - What tells the comparison from others.
 * @param onRefused - Called for every file that is no result of an awaited cell, with a sentence that says why.
 * @throws LosskitError `folder-not-private`, and `file-unwritable`.
 */
export async function openCellFolder(
  folder: string,
  context: string,
  onRefused: (reason: string) => void,
): Promise<CellFolder> {
  const root = resolve(folder);
  const [bundles, results, logs] = [join(root, 'bundles'), join(root, 'results'), join(root, 'logs')];
  for (const path of [root, bundles, results, logs]) await privateFolder(path);
  const key = createHash('sha256')
    .update(JSON.stringify([context, bundles]))
    .digest('hex')
    .slice(0, 12);
  const own = `losskit-${key}-`;
  const taken = new Set<string>();
  /** Files that were refused, by what they were then. */
  const refused = new Map<string, string>();
  const known = new Map<string, Known>();

  function checkSame(id: string, cell: Cell, { worker, ...result }: CellResult): void {
    if (!('run' in result) || result.run.record.status === 'lost') return;
    const digest = digestOfRun(result.run);
    const first = known.get(id) ?? { cell, worker, digest };
    known.set(id, first);
    if (first.digest === digest) return;
    const { task, loss, seed } = cell.request;
    throw new LosskitError(
      'results-differ',
      `compare: expected machines that compute the same, got two results of ${loss} on ${task} with seed ${seed}, of ${first.worker} and of ${worker}, that differ.`,
    );
  }

  return {
    logs,
    isOwn: (name) => name.startsWith(own),
    async addBundles(added) {
      const numbers = (await readWholeFolder(bundles)).map(({ name }) =>
        name.startsWith(own) ? Number.parseInt(name.slice(own.length), 10) : 0,
      );
      const name = `${own}${Math.max(0, ...numbers) + 1}`;
      const prefix = join(bundles, name);
      for (const [index, cells] of added.entries()) {
        const bundle: Bundle = { directory: process.cwd(), cells: [...cells] };
        await writeWholeFile(`${prefix}-${index}.json`, JSON.stringify(bundle));
      }
      return { name, prefix };
    },
    async cellsOf(name, index) {
      try {
        return (await readBundle(`${join(bundles, name)}-${index}.json`)).cells.map(cellId);
      } catch {
        return [];
      }
    },
    async newResults(find) {
      const found: FoundResult[] = [];
      for (const { name } of await readWholeFolder(results)) {
        const [, id = ''] = RESULT.exec(name) ?? [];
        const cell = find(id) ?? known.get(id)?.cell;
        if (!cell || taken.has(name)) continue;
        const path = join(results, name);
        const stamp = await stampOf(path);
        if (refused.get(name) === stamp) continue;
        try {
          const result = await readResult(path, cell);
          checkSame(id, cell, result);
          taken.add(name);
          found.push({ id, result, path });
        } catch (error) {
          if (!(error instanceof LosskitError) || error.code === 'results-differ') throw error;
          refused.set(name, stamp);
          onRefused(`Not used: ${path} (${error.message})`);
        }
      }
      return found;
    },
    async addResult(id, result) {
      const name = `${id}.${result.worker.replace(/[^\w.-]/g, '_').slice(0, 100)}.json`;
      await writeWholeFile(join(results, name), JSON.stringify(result));
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
