// @ts-check

// Packs all packages from a clean tree, with the address of the repository in them, and publishes them:
//
//     npx -y pnpm@12 release [--publish]
//
// Without --publish it only tells what it would do. The version is what `npx -y pnpm@12 changeset version` has written. In a workflow whose
// token may ask for an identity, each archive carries a statement of where it was built.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { packPackages } from './packPackages.mjs';
import { repositoryAddress } from './repositoryAddress.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { values: options } = parseArgs({ options: { publish: { type: 'boolean', default: false } } });

/** @param {string} command @param {string[]} words */
const output = (command, ...words) => execFileSync(command, words, { cwd: ROOT, encoding: 'utf8' }).trim();

if (output('git', 'status', '--porcelain') !== '') {
  throw new Error('release: expected every change to be committed; see git status.');
}
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
const address = repositoryAddress(
  server && name ? `${server}/${name}` : output('git', 'remote', 'get-url', 'origin'),
);

// What an earlier build has left of files that are no more would be packed, too.
for (const folder of readdirSync(join(ROOT, 'packages'))) {
  for (const built of ['dist', 'tsconfig.tsbuildinfo']) {
    rmSync(join(ROOT, 'packages', folder, built), { recursive: true, force: true });
  }
}
execFileSync('npx', ['-y', 'pnpm@12', 'build'], { cwd: ROOT, stdio: 'inherit' });

const archives = mkdtempSync(join(tmpdir(), 'losskit-release-'));
try {
  for (const folder of readdirSync(join(ROOT, 'packages'))) {
    const file = join(ROOT, 'packages', folder, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    const where = {
      homepage: `${address}#readme`,
      bugs: `${address}/issues`,
      repository: { type: 'git', url: `git+${address}.git`, directory: `packages/${folder}` },
    };
    writeFileSync(file, `${JSON.stringify({ ...manifest, ...where }, null, 2)}\n`);
  }
  const packed = packPackages(archives);
  const words = [
    '--access',
    'public',
    ...(process.env.ACTIONS_ID_TOKEN_REQUEST_URL === undefined ? [] : ['--provenance']),
    ...(options.publish ? [] : ['--dry-run']),
  ];
  for (const archive of packed) {
    execFileSync('npm', ['publish', archive, ...words], { cwd: ROOT, stdio: 'inherit' });
    console.log(`${options.publish ? 'published' : 'would publish'} ${basename(archive)}`);
  }
} finally {
  output('git', 'checkout', '--', 'packages/*/package.json');
  rmSync(archives, { recursive: true, force: true });
}
