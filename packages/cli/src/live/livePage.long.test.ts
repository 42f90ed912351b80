import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  axeFindings,
  type Browser,
  type BrowserContext,
  chromiumPath,
  openChromium,
  type Page,
  VIEWINGS,
} from '@losskit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { type Outcome, runLosskit, spawnLosskit } from '../../fixtures/runLosskit.ts';

/** A busy machine takes long to start processes and a browser. */
const PATIENCE = 120_000;
vi.setConfig({ testTimeout: 3 * PATIENCE, hookTimeout: PATIENCE });

const TASK = fileURLToPath(new URL('../../fixtures/tasks/gated.task.ts', import.meta.url));
const SEEDS = 3;
/** Those of the search that wait. */
const SEARCH = [10_001, 10_002, 10_003, 10_004];

/** A comparison whose runs go on as the gate lets them. */
interface Watched {
  readonly address: string;
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

let folder = '';
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-live-'));
  vi.stubEnv('LOSSKIT_TEST_GATE', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

function words(out: string): string[] {
  const options = ['--seeds', String(SEEDS), '--jobs', '1', '--backend', 'cpu'];
  return ['compare', TASK, ...options, '--out', join(folder, out)];
}

async function openGate(...seeds: readonly number[]): Promise<void> {
  for (const seed of seeds) await writeFile(join(folder, `seed-${seed}`), '');
}

function watch(...more: readonly string[]): Promise<Watched> {
  return new Promise((resolve) => {
    const outcome = spawnLosskit([...words('out'), '--watch', ...more], (started, stderr) => {
      child = started;
      const address = /Watch it at (\S+)/.exec(stderr)?.[1];
      if (address !== undefined)
        resolve({
          address,
          child: started,
          get outcome() {
            return outcome;
          },
        });
    });
  });
}

async function press(address: string, button: string): Promise<number> {
  const { origin } = new URL(address);
  return (await fetch(`${address}${button}`, { method: 'POST', headers: { origin } })).status;
}

test('a comparison is the same to the byte with and without --watch, and prints one object', async () => {
  await openGate(...SEARCH, 1, 2);
  const { address, outcome } = await watch('--json');
  await vi.waitFor(async () => expect(await press(address, 'end')).toBe(204), PATIENCE);
  const watched = await outcome;
  expect(watched.exitCode).toBe(0);
  const alone = await runLosskit(...words('alone'), '--json');
  expect(watched.stdout).toBe(alone.stdout);
  const read = (out: string) => readFile(join(folder, out, 'comparison.json'), 'utf8');
  expect(await read('out')).toBe(await read('alone'));
});

test('Ctrl-C after a stop on the page ends with 130, and the same command goes on', async () => {
  const { address, outcome, child: started } = await watch();
  await vi.waitFor(async () => expect(await press(address, 'stop')).toBe(204), PATIENCE);
  await openGate(...SEARCH, 1, 2);
  await vi.waitFor(async () => {
    const { body } = await fetch(`${address}events`);
    const reader = body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    expect(new TextDecoder().decode(value)).toContain('"phase":"stopped"');
  }, PATIENCE);
  started.kill('SIGINT');
  const { exitCode, stderr, stdout } = await outcome;
  expect([exitCode, stdout]).toEqual([130, '']);
  expect(stderr).toContain('the same command with --out');
  expect((await runLosskit(...words('out'))).exitCode).toBe(0);
});

test('--port needs --watch', async () => {
  const { exitCode, stderr } = await runLosskit(...words('out'), '--port', '4711');
  expect([exitCode, stderr.trimEnd()]).toEqual([
    2,
    'losskit: --port: expected --watch with it, got 4711 alone.',
  ]);
});

describe.skipIf(chromiumPath() === undefined)('in Chromium (skipped where there is none)', () => {
  let browser: Browser;
  let context: BrowserContext;
  let faults: string[];
  beforeAll(async () => {
    browser = await openChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE);
    faults = [];
  });
  afterEach(() => context.close());

  /** A page that keeps what its policy refused, and every fault. */
  async function openPage(address: string): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('ERR_')) faults.push(message.text());
    });
    await page.goto(address);
    return page;
  }

  const badge = (page: Page) => page.locator('#task-1 .badge');
  const shows = (page: Page, text: string) => badge(page).filter({ hasText: text }).waitFor();
  const phase = (page: Page, text: string) => page.locator('#phase').filter({ hasText: text }).waitFor();

  test('it fills in, says what is interim, opens a run, hides a loss, survives a reload and ends', async () => {
    const { address, outcome } = await watch();
    const page = await openPage(address);
    await shows(page, 'searching learning rates');
    await page.locator('#task-1 .plot svg').first().waitFor();
    await openGate(...SEARCH, 1);
    await shows(page, 'interim, 2 of 3 seeds');
    expect(await page.locator('#task-1 .interim-note').textContent()).toContain(
      'Interim result, 2 of 3 seeds.',
    );
    expect(await page.locator('#task-1 .answer').textContent()).toMatch(/^So far: /);

    await page.getByRole('button', { name: /^Open meanSquaredError, seed 1: / }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.locator('svg').first().waitFor();
    expect(await dialog.getByRole('heading').textContent()).toContain('meanSquaredError on gated, seed 1');
    await page.reload();
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    const rows = page.locator('#task-1 table.ranking tbody tr');
    await rows.nth(1).waitFor();
    await page.getByRole('checkbox', { name: 'meanAbsoluteError' }).uncheck();
    await rows.nth(1).waitFor({ state: 'detached' });
    await page.reload();
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
    await page.getByRole('checkbox', { name: 'meanAbsoluteError' }).check();
    await rows.nth(1).waitFor();

    await openGate(2);
    await shows(page, 'final');
    expect(await page.locator('#task-1 .interim-note').count()).toBe(0);
    await phase(page, 'Finished');
    const report = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open the report' }).click();
    expect(await (await report).title()).toBe('Which loss for gated?');
    await page.getByRole('button', { name: 'End losskit' }).click();
    expect((await outcome).exitCode).toBe(0);
    await page.getByRole('alert').filter({ hasText: 'losskit has ended' }).waitFor();
    await shows(page, 'final');
    expect(faults).toEqual([]);
  });

  test('it stops and resumes, and keeps what has the focus', async () => {
    const { address, outcome } = await watch();
    const page = await openPage(address);
    await openGate(...SEARCH);
    await shows(page, 'interim, 1 of 3 seeds');
    const opener = page.getByRole('button', { name: /^Open meanSquaredError, seed 0: / });
    await opener.focus();
    await page.getByRole('button', { name: 'Stop' }).dispatchEvent('click');
    await phase(page, 'Stopping');
    await openGate(1);
    await phase(page, 'Stopped');
    expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(true);
    await page.getByRole('button', { name: 'Resume' }).click();
    await phase(page, 'Running');
    await shows(page, 'interim, 2 of 3 seeds');
    await openGate(2);
    await phase(page, 'Finished');
    await press(address, 'end');
    expect((await outcome).exitCode).toBe(0);
    expect(faults).toEqual([]);
  });

  test('it says that the connection is broken, and has everything once it is back', async () => {
    const { address } = await watch();
    const page = await openPage(address);
    await shows(page, 'searching learning rates');
    await page.route('**/events*', (route) => route.abort());
    await page.reload();
    const alert = page.getByRole('alert').filter({ hasText: 'losskit does not answer' });
    await alert.waitFor();
    await openGate(...SEARCH);
    await page.unroute('**/events*');
    await shows(page, 'interim, 1 of 3 seeds');
    await alert.waitFor({ state: 'hidden' });
    expect(faults).toEqual([]);
  });

  test('a foreign page can neither read nor stop it', async () => {
    const { address } = await watch();
    const foreign = createServer((_, response) => response.end('<!doctype html><title>foreign</title>'));
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const place = foreign.address();
    const page = await context.newPage();
    await page.goto(`http://localhost:${typeof place === 'object' && place ? place.port : 0}/`);
    const attempt = (options: RequestInit, path = '') =>
      page.evaluate(
        ([url, asked]) =>
          fetch(url, asked).then(
            ({ type, status }) => `${type} ${status}`,
            () => 'refused',
          ),
        [`${address}${path}`, options] as const,
      );
    expect(await attempt({})).toBe('refused');
    expect(await attempt({ method: 'POST' }, 'stop')).toBe('refused');
    expect(await attempt({ method: 'POST', mode: 'no-cors' }, 'stop')).toBe('refused');
    // Were it stopped, there would be no button for that.
    const own = await openPage(address);
    await phase(own, 'Running');
    expect(await press(address, 'resume')).toBe(409);
    await new Promise((resolve) => foreign.close(resolve));
  });

  test.each(VIEWINGS)(
    'axe finds nothing at $width px, $colorScheme, and nothing overflows',
    async ({ width, colorScheme }) => {
      await context.close();
      context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      context.setDefaultTimeout(PATIENCE);
      const { address } = await watch();
      const page = await openPage(address);
      await shows(page, 'searching learning rates');
      await page.locator('#task-1 .plot svg').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await openGate(...SEARCH, 1);
      await shows(page, 'interim, 2 of 3 seeds');
      await page.locator('#task-1 .plot svg').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
      // By the keyboard: a figure that is drawn meanwhile moves what a pointer was about to hit.
      await page.getByRole('button', { name: /^Open the search of meanSquaredError/ }).press('Enter');
      await page.getByRole('dialog').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await openGate(2);
      await phase(page, 'Finished');
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(width);
      expect(faults).toEqual([]);
    },
  );
});
