// Makes the READMEs' picture of a comparison that `losskit compare linear --out <folder>` and `losskit report <folder>` left: its RMSE,
// once for light and once for dark pages.
//
//   node scripts/readme-figure.mjs <folder>

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BACKGROUND = '<rect width="100%" height="100%" fill="white"/>';
const INK = { light: '#1f2328', dark: '#e6edf3' };

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('readme-figure: expected the folder of a comparison, got none.');
const svg = readFileSync(join(folder, 'figures/linear-rmse.svg'), 'utf8');
if (!svg.includes(BACKGROUND))
  throw new Error('readme-figure: expected a figure on white, got one without its background.');
const figures = fileURLToPath(new URL('../docs/figures/', import.meta.url));
mkdirSync(figures, { recursive: true });
for (const [page, ink] of Object.entries(INK)) {
  const drawn = svg.replace(BACKGROUND, '').replace('<svg', `<svg color="${ink}"`);
  writeFileSync(join(figures, `linear-${page}.svg`), drawn);
}
