import { join } from 'node:path';

import { type ErrorCode, LosskitError } from '@losskit/errors';
import { type FileSystem, type FolderEntry, readWholeFolder } from '@losskit/files';

const PICTURE = /\.(jpe?g|jpe|jfif|png|webp|avif)$/i;
/** What computers put beside files, besides names with a dot in front. */
const HIDDEN = /^(\..*|__MACOSX|@eaDir|Thumbs\.db|desktop\.ini)$/i;
/** No collection of pictures is so deep; a link to a folder that it lies in has no end. */
const MAX_DEPTH = 16;

/** A part of a data set. */
export type PartName = 'train' | 'validation' | 'test';
const PART_NAMES: readonly PartName[] = ['train', 'validation', 'test'];

/** What published sets call their parts, in any case. */
const PARTS_BY_FOLDER: ReadonlyMap<string, PartName> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

/** A picture file: its path below the task's folder, with forward slashes, and its class. */
export interface PictureFile {
  readonly name: string;
  readonly className: string;
}

/** The pictures of a folder, none of them opened. */
export interface PictureListing {
  readonly classNames: readonly string[];
  /** All of them as `train` where the folder has no parts. */
  readonly parts: Readonly<Partial<Record<PartName, readonly PictureFile[]>>>;
  /** What was decided or left out that may surprise. */
  readonly notes: readonly string[];
}

function problem(
  code: Extract<ErrorCode, 'classes-too-few' | 'data-empty' | 'data-malformed'>,
  file: string,
  expectedAndGot: string,
): LosskitError {
  return new LosskitError(code, `${file}: expected ${expectedAndGot}.`, { file });
}

const partOf = (folder: string) => PARTS_BY_FOLDER.get(folder.toLowerCase());

/** `'a', 'b', 'c' and 4 more`. */
function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `'${name}'`);
  return shown.join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
}

/** How often each kind of file was left out, most often first. */
class Counts {
  readonly #counts = new Map<string, number>();

  add(kind: string, count = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
  }

  addAll(others: Counts): void {
    for (const [kind, count] of others.#counts) this.add(kind, count);
  }

  toString(): string {
    return [...this.#counts]
      .sort(([, a], [, b]) => b - a)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ');
  }
}

function kindOfFile(name: string): string {
  const ending = /[^.](\.[^.]{1,8})$/.exec(name)?.[1];
  return ending === undefined ? 'without an ending' : ending.toLowerCase();
}

/** Lists one folder with the parts or classes in it. */
class FolderLister {
  readonly #root: string;
  readonly #files: FileSystem | undefined;
  readonly #leftOut = new Counts();
  /** Pictures that lie beside folders of parts or classes, by where. */
  readonly #strays = new Map<string, number>();
  /** Pictures that lie deeper than in the folder of their class. */
  readonly #nested: string[] = [];

  constructor(root: string, files: FileSystem | undefined) {
    this.#root = root;
    this.#files = files;
  }

  async #read(below: string): Promise<FolderEntry[]> {
    return readWholeFolder(join(this.#root, below), this.#files);
  }

  /** The folders that may be parts or classes; pictures beside them belong to no class. */
  async folders(below: string): Promise<string[]> {
    const entries = (await this.#read(below)).filter(({ name }) => !HIDDEN.test(name));
    const isStray = ({ name, isFolder }: FolderEntry) => !isFolder && PICTURE.test(name);
    this.#strays.set(below, entries.filter(isStray).length);
    return entries.filter(({ isFolder }) => isFolder).map(({ name }) => name);
  }

  leaveOutFolder(): void {
    this.#leftOut.add('other folder');
  }

  /** The paths of the pictures of a class, in its folder and in those inside. */
  async #picturesBelow(below: string, depth: number, leftOut: Counts): Promise<string[]> {
    const pictures: string[] = [];
    for (const { name, isFolder } of await this.#read(below)) {
      const path = `${below}/${name}`;
      if (HIDDEN.test(name)) leftOut.add('hidden');
      else if (isFolder) {
        if (depth === 0 && partOf(name) !== undefined) {
          const what = `folders of classes inside train and test, got '${name}' inside a class`;
          throw problem('data-malformed', join(this.#root, path), what);
        }
        if (depth === MAX_DEPTH) {
          const what = `folders at most ${MAX_DEPTH} deep inside a class, got more: a link may lead in a circle`;
          throw problem('data-malformed', join(this.#root, path), what);
        }
        pictures.push(...(await this.#picturesBelow(path, depth + 1, leftOut)));
      } else if (PICTURE.test(name)) {
        pictures.push(path);
        if (depth > 0) this.#nested.push(path);
      } else leftOut.add(kindOfFile(name));
    }
    return pictures;
  }

  /** The classes in a folder, each with at least `min` pictures. */
  async classes(below: string, min: number): Promise<{ classNames: string[]; pictures: PictureFile[] }> {
    const folder = join(this.#root, below);
    const classNames = await this.folders(below);
    const [only] = classNames;
    if (only === undefined) {
      throw problem('data-empty', folder, 'a folder of pictures per class, got no folder');
    }
    if (classNames.length === 1) {
      const inside = (await this.#read(join(below, only))).filter(({ isFolder }) => isFolder);
      const remedy = inside.length > 1 ? `; did you mean ${join(folder, only)}?` : '';
      const what = `folders for at least two classes, got only '${only}'${remedy}`;
      throw problem('classes-too-few', folder, what);
    }
    const pictures: PictureFile[] = [];
    for (const className of classNames) {
      const leftOut = new Counts();
      const path = below === '' ? className : `${below}/${className}`;
      const names = await this.#picturesBelow(path, 0, leftOut);
      if (names.length < min) {
        const others = `${leftOut}`;
        const got = `${names.length === 0 ? 'none' : names.length}${others && ` beside ${others}`}`;
        const what = `at least ${min} .jpg, .jpeg or .png files, got ${got}`;
        throw problem('data-empty', join(folder, className), what);
      }
      this.#leftOut.addAll(leftOut);
      pictures.push(...names.map((name) => ({ name, className })));
    }
    return { classNames, pictures };
  }

  notes(): string[] {
    const [nested] = this.#nested;
    const strays = [...this.#strays.values()].reduce((sum, count) => sum + count, 0);
    if (strays > 0) this.#leftOut.add('in no class', strays);
    const leftOut = `${this.#leftOut}`;
    return [
      ...(nested === undefined
        ? []
        : [`pictures in folders inside a class belong to it: ${this.#nested.length}, such as ${nested}`]),
      ...(leftOut === '' ? [] : [`left out: ${leftOut}`]),
    ];
  }
}

/** The folder of each part; undefined where the folders are classes. */
function findParts(root: string, folders: readonly string[]): Map<PartName, string> | undefined {
  const named = folders.filter((folder) => partOf(folder) !== undefined);
  const parts = new Map<PartName, string>();
  for (const part of PART_NAMES) {
    const same = named.filter((folder) => partOf(folder) === part);
    if (same.length > 1) throw problem('data-malformed', root, `one ${part} part, got ${same.join(' and ')}`);
    if (same[0] !== undefined) parts.set(part, same[0]);
  }
  if (parts.has('train') && parts.size > 1) return parts;
  if (named.length < folders.length || named.length === 0) return undefined;
  const what = 'train with test or validation, or one folder per class';
  throw problem('data-malformed', root, `${what}, got only ${named.join(' and ')}`);
}

/** Each class has to reach the parts that are taken of `train`. */
function minPictures(part: PartName, given: ReadonlyMap<PartName, string> | undefined): number {
  return part === 'train' ? 1 + PART_NAMES.length - (given?.size ?? 1) : 1;
}

/**
 * Finds the pictures in a folder with a folder per class, or with `train` and beside it `validation`, `test` or both of such, by
 * any of the names that published sets have.
 *
 * @throws LosskitError for a folder that is missing or laid out otherwise, for a class with too few pictures, and for parts of
 * different classes.
 */
export async function listPictures(root: string, files: FileSystem | undefined): Promise<PictureListing> {
  const lister = new FolderLister(root, files);
  const folders = await lister.folders('');
  const given = findParts(root, folders);
  if (!given) {
    const { classNames, pictures } = await lister.classes('', minPictures('train', given));
    return { classNames, parts: { train: pictures }, notes: lister.notes() };
  }
  for (const folder of folders) if (partOf(folder) === undefined) lister.leaveOutFolder();
  const parts: Partial<Record<PartName, PictureFile[]>> = {};
  let trained: readonly string[] | undefined;
  for (const [part, folder] of given) {
    const { classNames, pictures } = await lister.classes(folder, minPictures(part, given));
    parts[part] = pictures;
    trained ??= classNames;
    const missing = trained.filter((name) => !classNames.includes(name));
    const other = classNames.filter((name) => !trained?.includes(name));
    if (missing.length + other.length === 0) continue;
    const got = [missing.length > 0 && `no ${quoted(missing)}`, other.length > 0 && `also ${quoted(other)}`];
    const what = `the classes of ${given.get('train')}, got ${got.filter(Boolean).join(' and ')}`;
    throw problem('data-malformed', join(root, folder), what);
  }
  return { classNames: trained ?? [], parts, notes: lister.notes() };
}
