// @ts-check

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A tag of node-fetch that verdaccio asks for is not kept by every registry.
const VERDACCIO = { dependencies: { verdaccio: '6.1.6' }, overrides: { 'node-fetch': '2.7.0' } };
const START_MS = 120_000;

/** A port of loopback that nobody listens at. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
}

/**
 * A registry on loopback that holds what is published to it, and hands everything else through from the registry that npm is set to.
 *
 * @param {string} upstream - Address of that registry.
 */
export async function openRegistry(upstream) {
  const folder = mkdtempSync(join(tmpdir(), 'losskit-registry-'));
  const port = await freePort();
  const config = join(folder, 'config.yaml');
  writeFileSync(
    config,
    `storage: ${JSON.stringify(join(folder, 'storage'))}
uplinks: { upstream: { url: ${JSON.stringify(upstream)}, maxage: 60m, timeout: 60s } }
packages:
  losskit: { access: $all, publish: $anonymous }
  '@losskit/*': { access: $all, publish: $anonymous }
  '**': { access: $all, proxy: upstream }
max_body_size: 50mb
log: { type: stdout, format: pretty, level: warn }
`,
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify(VERDACCIO));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const program = join(folder, 'node_modules/verdaccio/bin/verdaccio');
  const child = spawn(process.execPath, [program, '--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const close = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/`;
  const started = performance.now();
  for (;;) {
    const answers = await fetch(`${url}-/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return { url, port, close };
    if (child.exitCode !== null || performance.now() - started > START_MS) {
      close();
      throw new Error(`registry: expected verdaccio to answer on loopback, got exit code ${child.exitCode}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
