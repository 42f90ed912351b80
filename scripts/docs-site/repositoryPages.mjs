// Which Markdown files outside of docs/ are pages of the site, and which pages.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './root.mjs';

/** Of the root, by page. */
const PROJECT = {
  'CALIBRATION.md': 'project/calibration.md',
  'CHANGELOG.md': 'project/changelog.md',
  'CODE_OF_CONDUCT.md': 'project/code-of-conduct.md',
  'CONTRIBUTING.md': 'project/contributing.md',
  'RELIABILITY.md': 'project/reliability.md',
  'SECURITY.md': 'project/security.md',
};

/** The READMEs of the folders in `folder`. @param {'packages' | 'examples'} folder */
function readmesOf(folder) {
  return readdirSync(join(ROOT, folder))
    .sort()
    .filter((name) => existsSync(join(ROOT, folder, name, 'README.md')))
    .map((name) => /** @type {const} */ ([`${folder}/${name}/README.md`, `${folder}/${name}.md`]));
}

/** From the file, relative to the root, to its page, relative to docs/. @type {ReadonlyMap<string, string>} */
export const REPOSITORY_PAGES = new Map([
  ...Object.entries(PROJECT),
  ...readmesOf('packages'),
  ...readmesOf('examples'),
]);
