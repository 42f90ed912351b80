import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromiumPath, openChromium } from '@losskit/testing';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { trainTask } from './trainTask.ts';

/** A busy machine takes long to start a browser. */
const PATIENCE = 120_000;
vi.setConfig({ testTimeout: 3 * PATIENCE, hookTimeout: 3 * PATIENCE });

const root = fileURLToPath(new URL('..', import.meta.url));

// Skipped where there is no Chromium; LOSSKIT_CHROMIUM names one elsewhere.
describe.skipIf(chromiumPath() === undefined)('in a browser', () => {
  let outDir = '';
  let server: PreviewServer;
  let browser: Browser;
  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'losskit-browser-'));
    const shared = { root, logLevel: 'error', build: { outDir, emptyOutDir: true } } as const;
    await build(shared);
    server = await preview({ ...shared, preview: { host: '127.0.0.1', port: 0 } });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await rm(outDir, { recursive: true, force: true });
  });

  test('line and fruit train in a worker to the losses and weights that Node gives', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction("document.querySelector('#fruit p')?.textContent", undefined, {
      timeout: PATIENCE,
    });
    expect(complaints).toEqual([]);

    await tf.setBackend('wasm');
    for (const task of ['linear', 'fruit']) {
      const inNode: number[] = [];
      const digest = await trainTask(task, ({ loss }) => inNode.push(loss));
      const text = (await page.locator(`#${task} pre`).textContent()) ?? '';
      const inBrowser = Array.from(text.matchAll(/loss (\S+)/g), ([, loss]) => Number(loss));
      // To the bit: steps are WebAssembly, and both engines are V8, which draws the same data.
      expect(inBrowser).toEqual(inNode);
      expect(inBrowser.length).toBeGreaterThanOrEqual(20);
      expect(await page.locator(`#${task} p`).textContent()).toBe(`sha256 of the weights: ${digest}`);
    }
  });
});
