// @ts-check
// Writes the pages of the site that are made from what stands elsewhere. They are not committed, and their frontmatter says `generated`.
//
//     pnpm build && node scripts/docs-site/generate.mjs

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { apiPages } from './apiPages.mjs';
import { guidePage } from './guide.mjs';
import { lossPages } from './lossPages.mjs';
import { portingPages } from './portingPages.mjs';
import { REPOSITORY_PAGES } from './repositoryPages.mjs';
import { ROOT } from './root.mjs';
import { writePages } from './writePages.mjs';

/** A page that is a file of the repository; links in it are read from where that file stands. @param {string} source */
const pageOfFile = (source) =>
  `---\ngenerated: true\nsource: ${source}\n---\n\n${readFileSync(join(ROOT, source), 'utf8')}`;

const pages = new Map([
  ...[...REPOSITORY_PAGES].map(([source, page]) => /** @type {const} */ ([page, pageOfFile(source)])),
  ...apiPages(),
]);
for (const language of /** @type {const} */ (['en', 'zh'])) {
  const [guide, guideMarkdown] = guidePage(language);
  pages.set(guide, guideMarkdown);
  for (const [page, markdown] of [...portingPages(language), ...(await lossPages(language))])
    pages.set(page, markdown);
}
writePages(pages, ['losses', 'packages', 'project', 'how-to/porting', 'zh/losses', 'zh/how-to/porting']);
console.log(`docs-site: ${pages.size} generated pages are up to date`);
