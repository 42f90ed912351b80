import { fileURLToPath } from 'node:url';
import { type Browser, type BuiltPage, chromiumPath, openChromium, serveBuilt } from '@losskit/testing';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { trainTask } from './trainTask.ts';

/** A busy machine takes long to start a browser. */
const PATIENCE = 120_000;
vi.setConfig({ testTimeout: 3 * PATIENCE, hookTimeout: 3 * PATIENCE });

const root = fileURLToPath(new URL('..', import.meta.url));

// Skipped where there is no Chromium; LOSSKIT_CHROMIUM names one elsewhere.
describe.skipIf(chromiumPath() === undefined)('in a browser', () => {
  let built: BuiltPage;
  let browser: Browser;
  beforeAll(async () => {
    built = await serveBuilt(root);
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await built?.close();
  });

  test('line and fruit train in a worker to the losses and weights that Node gives', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(built.url);
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
