// Writes the pages docs/explanation/verdicts.md and docs/zh/explanation/verdicts.md; with --check it only compares.
//
//   node scripts/calibration/write-verdicts-page.mjs [--check]

import { readFileSync, writeFileSync } from 'node:fs';

import { verdictsPages } from './verdictsPages.mjs';

for (const [page, text] of Object.entries(verdictsPages())) {
  const file = new URL(`../../${page}`, import.meta.url);
  if (readFileSync(file, 'utf8') === text) console.log(`verdicts-page: ${page} is up to date`);
  else if (process.argv.includes('--check')) {
    console.error(`verdicts-page: expected ${page} to say what methodWords says, got an old one.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`verdicts-page: wrote ${page}`);
  }
}
