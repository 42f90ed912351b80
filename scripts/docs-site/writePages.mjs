import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DOCS } from './root.mjs';

/** @param {string} path */
function contentOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Writes pages, those that changed, and removes what else is in folders that hold nothing but generated pages.
 *
 * @param {ReadonlyMap<string, string>} pages Markdown by path in docs/.
 * @param {readonly string[]} folders In docs/.
 */
export function writePages(pages, folders) {
  for (const [page, markdown] of pages) {
    const path = join(DOCS, page);
    mkdirSync(dirname(path), { recursive: true });
    if (contentOf(path) !== markdown) writeFileSync(path, markdown);
  }
  for (const folder of folders) {
    for (const name of readdirSync(join(DOCS, folder)))
      if (!pages.has(`${folder}/${name}`)) rmSync(join(DOCS, folder, name), { recursive: true });
  }
}
