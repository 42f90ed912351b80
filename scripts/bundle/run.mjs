// @ts-check

// What a bundle that imports one loss weighs, without tfjs, for every loss and for all of them; and what pages weigh with tfjs-core:
//
//     npx -y pnpm@12 bundle-sizes

import { formatTable } from '../../packages/cli/dist/output/formatTable.js';
import { allLosses } from '../../packages/losses/dist/registry.js';
import { PARTS, sizesForBrowsers } from './bundleForBrowsers.mjs';
import { bundleSizes } from './bundleLosses.mjs';

const names = allLosses.map(({ declaration }) => declaration.name);
const rows = [];
for (const group of [...names.map((name) => [name]), names]) {
  const { bytes, gzipped } = await bundleSizes(group);
  rows.push([group.length === 1 ? (group[0] ?? '') : `all ${group.length}`, String(bytes), String(gzipped)]);
}
for (const [part, code] of Object.entries(PARTS)) {
  const { bytes, gzipped } = await sizesForBrowsers(code);
  rows.push([part, String(bytes), String(gzipped)]);
}
console.log(formatTable(['import', 'minified', 'gzipped'], rows));
