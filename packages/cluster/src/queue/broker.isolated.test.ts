import { beforeEach, expect, test, vi } from 'vitest';

const ADDRESS = { host: '127.0.0.1', port: 1, db: 0 };

beforeEach(() => vi.resetModules());

test.each(['bullmq', 'ioredis'])('where %s is not installed, one sentence says what to do', async (name) => {
  vi.doMock(name, () => {
    throw Object.assign(new Error(`Cannot find package '${name}'`), { code: 'ERR_MODULE_NOT_FOUND' });
  });
  const { openBroker } = await import('./broker.ts');
  await expect(openBroker(ADDRESS, () => {})).rejects.toMatchObject({
    code: 'package-missing',
    message:
      '--queue: expected the optional packages bullmq and ioredis, got none; npm install bullmq ioredis installs them.',
  });
  vi.doUnmock(name);
});

test('where nothing listens, the sentence names the place', async () => {
  const { openBroker } = await import('./broker.ts');
  await expect(openBroker(ADDRESS, () => {})).rejects.toMatchObject({
    code: 'broker-failed',
    message: expect.stringMatching(
      /^--queue: expected a Redis or Valkey that answers at redis:\/\/127\.0\.0\.1:1, got connect ECONNREFUSED 127\.0\.0\.1:1\.$/,
    ),
  });
});
