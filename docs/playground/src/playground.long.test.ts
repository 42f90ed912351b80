import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { builtInTask, taskLoss } from '@losskit/tasks';
import {
  axeFindings,
  type Browser,
  type BuiltPage,
  chromiumPath,
  openChromium,
  type Page,
  serveBuilt,
} from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { codeOf } from './copies.ts';
import { dataOf, lossChoices, trainModel, trainSeed } from './experiment.ts';
import { isOffered } from './isOffered.ts';
import { judgeSeeds } from './judgeSeeds.ts';
import { PRESET, PRESETS, type PresetName, STEPS } from './presets.ts';
import { presetState, readHash, writeHash } from './state.ts';
import { en } from './words.en.ts';

/** A busy machine takes long to start a browser. */
const PATIENCE = 120_000;
vi.setConfig({ testTimeout: 3 * PATIENCE, hookTimeout: 3 * PATIENCE });

const root = fileURLToPath(new URL('..', import.meta.url));

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('an address', () => {
  const isLoss = (text: string, preset: PresetName) => isOffered(text, lossChoices(preset));

  test.each(PRESETS)('has all of a state of %s', (preset) => {
    const state = {
      ...presetState(preset, 12),
      trouble: 0.225,
      learningRate: 0.03,
      losses: lossChoices(preset)
        .slice(0, 3)
        .map(({ name }) => name),
      moved: [{ row: 3, x: -1.25, y: 2.5 }],
    };
    expect(readHash(writeHash(state), isLoss)).toEqual(state);
  });

  test('has the options of losses, and reads as people write it', () => {
    const state = { ...presetState('line'), losses: ['barron:alpha=-2,scale=0.5', 'huber:delta=0.2'] };
    expect(writeHash(state)).toBe(
      '#preset=line&trouble=0.125&seed=7&rate=0.1&loss=barron:alpha=-2,scale=0.5&loss=huber:delta=0.2',
    );
    expect(readHash(writeHash(state), isLoss)).toEqual(state);
  });

  test('that says it wrongly is as the preset has it', () => {
    const wrong =
      '#preset=cube&trouble=9&seed=-1&rate=x&loss=huber:delta=-1&loss=hinge&point=1,2&point=a,b,c';
    expect(readHash(wrong, isLoss)).toEqual(presetState('line'));
  });
});

test.each(PRESETS)(
  'every loss of %s trains on its data, and the command has a task that takes it',
  async (preset) => {
    const task = builtInTask(PRESET[preset].command.task);
    for (const { name } of lossChoices(preset)) {
      expect(task.fits(taskLoss(name)), name).toBe(true);
      const { metric } = await trainSeed({ ...presetState(preset), loss: name }, 1);
      const least = PRESET[preset].isLine ? Number.POSITIVE_INFINITY : 0;
      expect(metric, name).not.toBeNull();
      expect(metric).not.toBe(least);
    }
  },
);

test.each(['line', 'noise'] as const)('the code of %s gives what the page shows', async (preset) => {
  const state = presetState(preset);
  const code = codeOf(state, dataOf(state), lossChoices(preset), STEPS);
  // Within the package, whose dependencies the program imports.
  const folder = await mkdtemp(join(root, 'node_modules', '.program-'));
  try {
    const file = join(folder, 'program.mjs');
    await writeFile(file, code);
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    for (const loss of state.losses) {
      const line = stdout.split('\n').find((one) => one.startsWith(`${loss} `)) ?? '';
      const printed = line.split(' ').slice(1).map(Number);
      let shown: readonly number[] = [];
      for await (const { parameters } of trainModel({ ...state, loss }, { every: STEPS })) shown = parameters;
      expect(printed).toHaveLength(shown.length);
      printed.forEach((value, index) => {
        expect(value).toBeCloseTo(shown[index] ?? Number.NaN, 4);
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

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

  const complaints: string[] = [];

  async function open(path: string, viewing: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage(viewing);
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(built.url)) complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(`${built.url}${path}`);
    await wait(page, "document.querySelectorAll('.movable').length > 0");
    return page;
  }

  const wait = (page: Page, condition: string) =>
    page.waitForFunction(condition, undefined, { timeout: PATIENCE });

  /** Metric and parameters of a loss, with all digits. */
  async function numbersOf(page: Page, index: number): Promise<number[]> {
    const title = await page.locator('.legend').nth(index).getAttribute('title');
    return (title ?? '').split(' ').map(Number);
  }

  const trained = `document.querySelector('output').textContent === '${en.step(STEPS, STEPS)}' && document.querySelector('button.main').textContent === '${en.play}'`;

  test('fits move by themselves and end at what Node gives, and 10 seeds at its verdict', async () => {
    const page = await open('');
    await wait(page, "document.querySelector('.legend').title !== ''");
    const first = await page.locator('.legend').first().getAttribute('title');
    await wait(page, `document.querySelector('.legend').title !== ${JSON.stringify(first)}`);
    await wait(page, trained);
    const state = presetState('line');
    for (const [index, loss] of state.losses.entries()) {
      let expected: number[] = [];
      for await (const { metric, parameters } of trainModel({ ...state, loss }, { every: 2 }))
        expected = [metric, ...parameters];
      const shown = await numbersOf(page, index);
      expect(shown).toHaveLength(expected.length);
      shown.forEach((value, place) => {
        expect(Math.abs(value - (expected[place] ?? Number.NaN))).toBeLessThan(1e-5);
      });
    }

    await page.getByRole('button', { name: en.isItReal }).click();
    const runs = [];
    for (const loss of state.losses) {
      const results = [];
      for (let seed = 1; seed <= 10; seed++) results.push(await trainSeed({ ...state, loss }, seed));
      runs.push({ loss, results });
    }
    const sentence = en.verdict(judgeSeeds('line', runs, state.learningRate), 'rmse');
    expect(sentence).toMatch(/^Use huber:delta=0.5 .* behind the best \(/);
    await wait(
      page,
      `[...document.querySelectorAll('output')].at(-1).textContent === ${JSON.stringify(sentence)}`,
    );
    await page.close();
  });

  test('a point moves by arrow keys, the fits follow and the address has it', async () => {
    const page = await open('');
    await wait(page, trained);
    const before = await numbersOf(page, 0);
    const point = page.locator('.movable').first();
    const row = await point.getAttribute('data-row');
    await point.focus();
    for (let times = 0; times < 8; times++) await page.keyboard.press('ArrowDown');
    await wait(page, `location.hash.includes('&point=${row},')`);
    await wait(page, trained);
    expect(await page.evaluate('document.activeElement.dataset.row')).toBe(row);
    const after = await numbersOf(page, 0);
    expect(after).not.toEqual(before);

    const again = await open(new URL(page.url()).hash);
    await wait(again, trained);
    // From 0 in place of from where the other page was, so nearly.
    (await numbersOf(again, 0)).forEach((value, place) => {
      expect(value).toBeCloseTo(after[place] ?? Number.NaN, 1);
    });
    await again.close();
    await page.close();
  });

  test('whoever wants less motion starts it, and sees where it ends', async () => {
    const page = await open('#preset=imbalance', { reducedMotion: 'reduce' });
    expect(await page.locator('button.main').textContent()).toBe(en.play);
    expect(await page.locator('.legend').first().textContent()).toBe('');
    await page.locator('button.main').click();
    await wait(page, trained);
    await page.close();
  });

  test.each([
    ['en', 'line', 1280],
    ['en', 'imbalance', 400],
    ['zh', 'line', 400],
    ['zh', 'imbalance', 1280],
  ] as const)(
    'in %s, %s at %i pixels: axe-core finds nothing, and nothing is wider',
    async (language, preset, width) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const viewport = { width, height: 900 };
        const page = await open(`?lang=${language}#preset=${preset}`, {
          viewport,
          colorScheme,
          reducedMotion: 'reduce',
        });
        await page.locator('button.main').click();
        await wait(page, "document.querySelector('.legend').title !== ''");
        expect(await axeFindings(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        await page.close();
      }
    },
  );

  test('nothing was complained of, or loaded from elsewhere', () => {
    expect(complaints).toEqual([]);
  });
});
