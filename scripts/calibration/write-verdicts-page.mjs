// Writes docs/explanation/verdicts.md; with --check it only compares.
//
//   node scripts/calibration/write-verdicts-page.mjs [--check]

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import { verdictsPage } from './verdictsPage.mjs';

const file = new URL('../../docs/explanation/verdicts.md', import.meta.url);
const text = verdictsPage();
const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
if (isCurrent) console.log('verdicts-page: up to date');
else if (process.argv.includes('--check')) {
  console.error(
    'verdicts-page: expected docs/explanation/verdicts.md to say what methodWords says, got an old one.',
  );
  process.exitCode = 1;
} else {
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
  console.log('verdicts-page: wrote docs/explanation/verdicts.md');
}
