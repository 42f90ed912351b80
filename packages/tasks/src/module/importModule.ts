import { createHash } from 'node:crypto';
import { createRequire, register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LosskitError } from '@losskit/errors';
import { readWholeFile } from '@losskit/files';

/** A module that takes longer than this to load is taken for one that never does. */
const LOAD_SECONDS = 60;

let isTypeScriptReady = false;

/**
 * Makes `import` take TypeScript: Node 20 does not, and later versions no enums. Its own loading of packages stays, so that
 * there is one copy of tfjs.
 */
function prepareTypeScript(file: string): void {
  if (isTypeScriptReady || !/\.m?ts$/.test(file)) return;
  const hooks = createRequire(import.meta.url).resolve('@losskit/tasks/typescript-hooks');
  register(pathToFileURL(hooks));
  isTypeScriptReady = true;
}

/** A module's exports, and the sha256 of its file. */
export interface ImportedModule {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly sha256: string;
}

/** The sha256 of a module's file. @throws LosskitError for a file that cannot be read. */
export async function moduleDigest(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readWholeFile(resolve(file)))
    .digest('hex');
}

/**
 * Imports a module only if its file is the one that somebody named: what else lies there is not run.
 *
 * @param sha256 - Of its file.
 * @throws LosskitError `module-failed` for another one, and what {@link importModule} throws.
 */
export async function importSameModule(file: string, sha256: string): Promise<ImportedModule> {
  if ((await moduleDigest(file)) !== sha256) {
    const what = 'the module that the comparison began with, got another one';
    throw new LosskitError('module-failed', `${file}: expected ${what}.`, { file });
  }
  return importModule(file);
}

/**
 * Imports a module of the user's, TypeScript too.
 *
 * @throws LosskitError for a file that cannot be read, `module-failed` for one that cannot be loaded or never settles.
 */
export async function importModule(file: string, seconds = LOAD_SECONDS): Promise<ImportedModule> {
  const path = resolve(file);
  const sha256 = await moduleDigest(path);
  prepareTypeScript(path);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const what = `a module that is loaded within ${seconds} s, got one that goes on; don't wait for anything at its top level`;
      reject(new LosskitError('module-failed', `${file}: expected ${what}.`, { file }));
    }, seconds * 1000);
  });
  try {
    const exports: Readonly<Record<string, unknown>> = await Promise.race([
      import(pathToFileURL(path).href),
      late,
    ]);
    return { exports, sha256 };
  } catch (cause) {
    if (cause instanceof LosskitError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new LosskitError('module-failed', `${file}: cannot be loaded: ${message}`, { file }, { cause });
  } finally {
    clearTimeout(timer);
  }
}
