import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
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
import { dataOf, type Setup, trainModel, trainSeed } from './experiment.ts';
import { findRate } from './findRate.ts';
import { isOffered } from './isOffered.ts';
import { judgeSeeds } from './judgeSeeds.ts';
import { lossChoices } from './losses.ts';
import { PRESET, PRESETS, type PresetName, STEPS } from './presets.ts';
import { USUAL_RATE } from './rates.ts';
import { presetState, readHash, type State, writeHash } from './state.ts';
import { en } from './words.en.ts';
import { zh } from './words.zh.ts';

/** A busy machine takes long to start a browser. */
const PATIENCE = 120_000;
vi.setConfig({ testTimeout: 3 * PATIENCE, hookTimeout: 3 * PATIENCE });

/** Bytes of the page and its worker, compressed: 240,400 were measured, nearly all of them TensorFlow.js and the losses. */
const BUDGET = 245_000;

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
      optimizer: 'sgd' as const,
      losses: lossChoices(preset)
        .slice(0, 3)
        .map(({ name }, index) => ({ text: name, learningRate: [0.032, null, 12][index] ?? null })),
      moved: [{ row: 3, x: -1.25, y: 2.5 }],
    };
    expect(readHash(writeHash(state), isLoss)).toEqual(state);
  });

  test('has the options of losses, and reads as people write it', () => {
    const losses = [
      { text: 'barron:alpha=-2,scale=0.5', learningRate: 0.3 },
      { text: 'huber:delta=0.2', learningRate: null },
    ];
    const state = { ...presetState('line'), losses };
    expect(writeHash(state)).toBe(
      '#preset=line&trouble=0.125&seed=7&loss=barron:alpha=-2,scale=0.5&rate=0.3&loss=huber:delta=0.2&rate=found',
    );
    expect(readHash(writeHash(state), isLoss)).toEqual(state);
  });

  test('with one rate has that of all losses', () => {
    const { losses } = readHash(
      '#preset=line&trouble=0.125&seed=7&rate=0.03&loss=huber&loss=cauchy&loss=welsch',
      isLoss,
    );
    expect(losses).toEqual(['huber', 'cauchy', 'welsch'].map((text) => ({ text, learningRate: 0.03 })));
  });

  test('keeps the rates of the losses that it has when another is unknown', () => {
    const { losses } = readHash(
      '#preset=line&loss=huber&rate=0.2&loss=hinge&rate=0.5&loss=welsch&rate=found',
      isLoss,
    );
    expect(losses).toEqual([
      { text: 'huber', learningRate: 0.2 },
      { text: 'welsch', learningRate: null },
    ]);
  });

  test('that says it wrongly is as the preset has it', () => {
    const wrong =
      '#preset=cube&trouble=9&seed=-1&rate=x&loss=huber:delta=-1&loss=hinge&point=1,2&point=a,b,c';
    expect(readHash(wrong, isLoss)).toEqual(presetState('line'));
  });
});

/** The setups of a state, each loss with the rate that is found for it. */
async function foundSetups({ losses, ...rest }: State): Promise<Setup[]> {
  const setups: Setup[] = [];
  for (const { text: loss } of losses) {
    const { learningRate } = await findRate({ ...rest, loss }, async () => {});
    setups.push({ ...rest, loss, learningRate });
  }
  return setups;
}

async function judged(setups: readonly Setup[]) {
  const runs = [];
  for (const setup of setups) {
    const results = [];
    for (let seed = 1; seed <= 10; seed++) results.push(await trainSeed(setup, seed));
    runs.push({ ...setup, results });
  }
  return judgeSeeds(setups[0]?.preset ?? 'line', runs);
}

test.each(PRESETS)(
  'every loss of %s trains on its data, and the command has a task that takes it',
  async (preset) => {
    const task = builtInTask(PRESET[preset].command.task);
    for (const { name } of lossChoices(preset)) {
      expect(task.fits(taskLoss(name)), name).toBe(true);
      const { metric } = await trainSeed({ ...presetState(preset), loss: name, learningRate: USUAL_RATE }, 1);
      const least = PRESET[preset].isLine ? Number.POSITIVE_INFINITY : 0;
      expect(metric, name).not.toBeNull();
      expect(metric).not.toBe(least);
    }
  },
);

test.each(['line', 'noise'] as const)('the code of %s gives what the page shows', async (preset) => {
  const state = presetState(preset);
  const setups = state.losses.map(({ text: loss }, index) => ({
    ...state,
    loss,
    learningRate: [0.3, 0.1, 1][index] ?? USUAL_RATE,
  }));
  const code = codeOf(setups, state, dataOf(state), lossChoices(preset), STEPS);
  // Within the package, whose dependencies the program imports.
  const folder = await mkdtemp(join(root, 'node_modules', '.program-'));
  try {
    const file = join(folder, 'program.mjs');
    await writeFile(file, code);
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    for (const setup of setups) {
      const { loss } = setup;
      const line = stdout.split('\n').find((one) => one.startsWith(`${loss} `)) ?? '';
      const printed = line.split(' ').slice(1).map(Number);
      let shown: readonly number[] = [];
      for await (const { parameters } of trainModel(setup, { every: STEPS })) shown = parameters;
      expect(printed).toHaveLength(shown.length);
      printed.forEach((value, index) => {
        expect(value).toBeCloseTo(shown[index] ?? Number.NaN, 4);
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('a learning rate', () => {
  const factor = Math.sqrt(5);

  test('under sgd goes with the factor of a loss, and the verdict has no winner', async () => {
    const state: State = {
      ...presetState('line'),
      optimizer: 'sgd',
      losses: ['meanSquaredError', `barron:alpha=2,scale=${factor}`].map((text) => ({
        text,
        learningRate: null,
      })),
    };
    const setups = await foundSetups(state);
    const [squared, tenth] = setups.map(({ learningRate }) => learningRate);
    // (x / √5)² / 2 is a tenth of x².
    expect(tenth).toBe(10 * (squared ?? Number.NaN));
    const { answer, losses } = await judged(setups);
    expect(answer).toMatch(/^Use any of meanSquaredError and barron/);
    expect(losses.map(({ sameAs }) => sameAs)).toContain('meanSquaredError');
  });

  test('of one and the same for both makes a loser of what is only smaller', async () => {
    const { answer } = await judged(
      ['meanSquaredError', 'barron:alpha=2,scale=20'].map(
        (loss): Setup => ({ ...presetState('line'), optimizer: 'sgd', loss, learningRate: 0.1 }),
      ),
    );
    expect(answer).not.toMatch(/same weights/);
  });

  test.each(['adam', 'sgd'] as const)('under %s that of half a loss makes no winner', async (optimizer) => {
    const losses = ['meanSquaredError', 'halfSquaredError'].map((text) => ({ text, learningRate: null }));
    const { losses: verdicts } = await judged(
      await foundSetups({ ...presetState('line'), optimizer, losses }),
    );
    for (const { verdict } of verdicts) expect(['best', 'as good']).toContain(verdict);
  });

  test('brings a loss to rest where it can: short of its minimum squares look robust', async () => {
    const question = { ...presetState('line'), loss: 'meanSquaredError' };
    const { learningRate, range, among } = await findRate(question, async () => {});
    expect(among).toBe('at rest');
    expect(range[0]).toBeLessThanOrEqual(learningRate);
    const slow = { ...question, learningRate: 0.03 };
    const [atRest, short] = [
      await trainSeed({ ...question, learningRate }, question.seed),
      await trainSeed(slow, question.seed),
    ];
    expect(short.metric).toBeLessThan((atRest.metric ?? Number.NaN) - 0.05);
    expect(learningRate).toBeGreaterThan(slow.learningRate);
  });

  test('where classes can be separated is the best of those that get far', async () => {
    const question = { ...presetState('classes'), trouble: 0, loss: 'binaryCrossEntropyWithLogits' };
    const { learningRate, among } = await findRate(question, async () => {});
    expect(among).toBe('finished');
    expect(learningRate).toBeGreaterThanOrEqual(0.3);
  });

  test('is searched as long as nobody stops it, one run after the other', async () => {
    const heard: [number, number][] = [];
    const question = { ...presetState('line'), loss: 'huber' };
    await expect(
      findRate(question, async (...progress) => {
        heard.push(progress);
        if (heard.length === 4) throw new Error('stopped');
      }),
    ).rejects.toThrow('stopped');
    expect(heard).toEqual([0, 1, 2, 3].map((done) => [done, 20]));
  });
});

test('the same loss with two learning rates goes by them in the verdict', async () => {
  const setup = { ...presetState('line'), loss: 'huber' };
  const { losses } = await judged([
    { ...setup, learningRate: 0.3 },
    { ...setup, learningRate: 0.001 },
  ]);
  expect(losses.map(({ loss }) => loss).sort()).toEqual(['huber (A, 0.3)', 'huber (B, 0.001)']);
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

  /** @param script - Run before what the page runs itself. */
  async function open(
    path: string,
    viewing: Parameters<Browser['newPage']>[0] = {},
    script = '',
  ): Promise<Page> {
    const page = await browser.newPage(viewing);
    await page.addInitScript(script);
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

  /** Stops the first search before anything of it can have come in. */
  const stopAtOnce = `new MutationObserver((_, observer) => {
    const play = document.querySelector('button.main');
    if (play?.textContent !== '${en.stopSearch}') return;
    observer.disconnect();
    play.click();
  }).observe(document, { childList: true, subtree: true, characterData: true });`;

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
    const setups = await foundSetups(presetState('line'));
    for (const [index, setup] of setups.entries()) {
      let expected: number[] = [];
      for await (const { metric, parameters } of trainModel(setup, { every: 2 }))
        expected = [metric, ...parameters];
      const shown = await numbersOf(page, index);
      expect(shown).toHaveLength(expected.length);
      shown.forEach((value, place) => {
        expect(Math.abs(value - (expected[place] ?? Number.NaN))).toBeLessThan(1e-5);
      });
      const slider = page.locator(`[data-control="loss-${index}-rate"]`);
      expect(await slider.getAttribute('aria-valuetext')).toBe(String(setup.learningRate));
    }

    await page.getByRole('button', { name: en.isItReal }).click();
    const sentence = en.verdict(await judged(setups), 'rmse');
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

  test('a search is stopped, a rate set by hand is kept in the address, and one is found again', async () => {
    const page = await open('', { reducedMotion: 'reduce' }, stopAtOnce);
    const play = page.locator('button.main');
    await wait(page, `document.querySelector('output').textContent === '${en.searchStopped}'`);
    expect(await page.getByText(en.rateNote({ kind: 'unknown' })).count()).toBe(2);
    expect(await play.textContent()).toBe(en.play);
    await play.focus();
    await page.keyboard.press('Enter');
    await wait(page, trained);
    expect(await page.getByText(en.rateNote({ kind: 'unknown' })).count()).toBe(2);

    await page.locator('[data-control="loss-1-rate"]').focus();
    await page.keyboard.press('ArrowRight');
    await wait(page, '/&rate=found&loss=huber:delta=0.5&rate=0.13$/.test(location.hash)');
    expect(await page.evaluate('document.activeElement.dataset.control')).toBe('loss-1-rate');
    expect(await page.getByText(en.rateNote({ kind: 'set', learningRate: 0.13 })).count()).toBe(1);
    await wait(page, `document.querySelector('button.main').textContent === '${en.play}'`);

    await page.getByRole('button', { name: en.findRateOf('huber:delta=0.5') }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.dataset.control')).toBe('loss-1-rate');
    await wait(page, `document.querySelector('button.main').textContent === '${en.play}'`);
    expect(await page.getByText('Found:').count()).toBe(2);
    await page.close();
  });

  test('whoever wants less motion starts it, and sees where it ends', async () => {
    const page = await open('#preset=imbalance', { reducedMotion: 'reduce' });
    const isIdle = `document.querySelector('button.main').textContent === '${en.play}'`;
    await wait(page, isIdle);
    expect(await page.getByText('Found:').count()).toBe(3);
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
      const { play, stopSearch } = { en, zh }[language];
      const button = (page: Page, text: string) => page.locator('button.main', { hasText: text });
      // Rates that are found, and those that are set by hand.
      for (const [colorScheme, rate] of [
        ['light', ''],
        ['dark', '&rate=0.1'],
      ] as const) {
        const page = await open(`?lang=${language}#preset=${preset}${rate}`, {
          viewport: { width, height: 900 },
          colorScheme,
          reducedMotion: 'reduce',
        });
        const check = async () => {
          expect(await axeFindings(page)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        };
        if (rate === '') {
          await button(page, stopSearch).waitFor();
          await check();
        }
        await button(page, play).click({ timeout: PATIENCE });
        await wait(page, "document.querySelector('.legend').title !== ''");
        await check();
        await page.close();
      }
    },
  );

  test('what it loads stays within its budget', async () => {
    const page = await browser.newPage();
    const scripts = new Set<string>();
    page.on('request', (request) => {
      if (request.url().endsWith('.js')) scripts.add(request.url());
    });
    await page.goto(built.url);
    await wait(page, "document.querySelectorAll('.movable').length > 0");
    const sizes = await Promise.all(
      [...scripts].map(async (url) => gzipSync(await (await fetch(url)).arrayBuffer()).length),
    );
    expect(sizes).toHaveLength(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET);
    await page.close();
  });

  test('nothing was complained of, or loaded from elsewhere', () => {
    expect(complaints).toEqual([]);
  });
});
