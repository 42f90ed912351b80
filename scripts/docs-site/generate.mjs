// Writes the pages of the site that are made from what stands elsewhere. They are not committed, and their frontmatter says `generated`.
//
//     pnpm build && node scripts/docs-site/generate.mjs

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY_PAGES } from './repositoryPages.mjs';
import { ROOT } from './root.mjs';
import { writePages } from './writePages.mjs';

/** A page that is a file of the repository; links in it are read from where that file stands. @param {string} source */
const pageOfFile = (source) => `---\nsource: ${source}\n---\n\n${readFileSync(join(ROOT, source), 'utf8')}`;

const pages = new Map([...REPOSITORY_PAGES].map(([source, page]) => [page, pageOfFile(source)]));
writePages(pages, ['packages', 'project']);
console.log(`docs-site: ${pages.size} generated pages are up to date`);
