import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { crash, startBroker, startComparison, startWorker, storedRuns, withTls } from './cluster.mjs';

const MOST = 240_000;
const PASSWORD = 'secret';
const WORDS = ['linear', '--losses', 'mse', '--seeds', '2', '--epochs', '2', '--backend', 'cpu'];

/** Makes a certificate of an authority that nobody knows, for a name or an address of a machine. */
function makeCertificate(folder: string, machine: string) {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const form = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=broker'];
  const { status } = spawnSync('openssl', [
    ...['req', ...form, '-addext', `subjectAltName=${machine}`],
    ...['-out', certificate, '-keyout', key],
  ]);
  expect(status).toBe(0);
  return { certificate, key, password: PASSWORD };
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
/** The first word that Redis does not know is what it complains of. */
const complaint = spawnSync('redis-server', ['--tls-port', '0', '--no-such-word', '1']).stderr;
const hasTls = String(complaint).includes('no-such-word');
if (!hasOpenssl || !hasTls) console.warn('No openssl, or no redis-server with TLS: rediss:// is not tested.');

describe.skipIf(!hasOpenssl || !hasTls)('a broker with TLS and a password', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'losskit-tls-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Compares by a worker at a broker for a machine, whose certificate they know or not. */
  async function compare(machine: string, { isKnown = true, password = PASSWORD } = {}) {
    const secrets = makeCertificate(folder, machine);
    if (isKnown) vi.stubEnv('NODE_EXTRA_CA_CERTS', secrets.certificate);
    const broker = await startBroker(folder, withTls(secrets));
    const url = broker.url.replace(PASSWORD, password);
    const log = join(folder, 'compare.log');
    const worker = startWorker(url, join(folder, 'worker.log'));
    try {
      const comparison = startComparison([...WORDS, '--queue', url], join(folder, 'out'), log);
      const [exitCode] = await once(comparison, 'exit');
      const runs = await storedRuns(join(folder, 'out'));
      return { exitCode, runs: runs.length, said: await readFile(log, 'utf8') };
    } finally {
      await crash(worker);
      await broker.crash();
    }
  }

  test(
    'whose certificate is known runs the comparison',
    async () => {
      const { exitCode, runs, said } = await compare('IP:127.0.0.1');
      expect([exitCode, said]).toEqual([0, expect.stringContaining('Report:')]);
      expect(runs).toBeGreaterThanOrEqual(2);
      expect(said).not.toContain(PASSWORD);
    },
    MOST,
  );

  test.each([
    [
      'whose certificate nobody vouches for',
      'IP:127.0.0.1',
      { isKnown: false },
      /self-signed certificate; .*NODE_EXTRA_CA_CERTS/,
    ],
    [
      'with the certificate of another machine',
      'DNS:broker.example',
      {},
      /does not match certificate's altnames/,
    ],
    ['with another password', 'IP:127.0.0.1', { password: 'guess' }, /WRONGPASS/],
  ])(
    '%s is refused, without the password in the sentence',
    async (_, machine, options, reason) => {
      const { exitCode, runs, said } = await compare(machine, options);
      expect([exitCode, runs]).toEqual([1, 0]);
      expect(said).toMatch(/expected a Redis or Valkey that answers at rediss:\/\/127\.0\.0\.1:\d+, got /);
      expect(said).toMatch(reason);
      expect(said).not.toMatch(/secret|guess/);
    },
    MOST,
  );
});
