import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { allElements, childrenOf, parsedHtml, textOf } from '../fixtures/parsedHtml.ts';
import { rankingRows } from '../fixtures/rankingRows.ts';
import { CLASSIFICATION_LOSSES, REGRESSION_LOSSES, studyFixture } from '../fixtures/studyFixture.ts';
import { renderReport } from './index.ts';

const study = studyFixture();
const page = await renderReport(study);
const elements = allElements(parsedHtml(page));

const HOSTILE = `"><script>alert('x')</script><img src=https://example.com/x onerror=alert(1)>&amp;`;

/** What a request could start from: attributes with addresses, and the style sheet. */
function addresses(html: string): string[] {
  const found = allElements(parsedHtml(html));
  const attributes = found.flatMap(({ attributes: own }) =>
    ['src', 'href', 'xlink:href', 'srcset', 'style', 'action', 'data', 'poster'].flatMap(
      (name) => own.get(name) ?? [],
    ),
  );
  const styles = found
    .filter(({ name }) => name === 'style')
    .flatMap((style) => textOf(style).match(/@import|url\(/g) ?? []);
  const references = [...html.matchAll(/url\(([^)]*)\)/g)].map(([, target = '']) => target);
  return [...attributes, ...styles, ...references];
}

describe('the page', () => {
  test('is balanced HTML with one main heading', () => {
    expect(elements.filter(({ name }) => name === 'h1').map(textOf)).toEqual([
      'Which loss for linear and fruit?',
    ]);
  });

  test('asks the network for nothing', () => {
    const outside = addresses(page).filter((address) => !/^#|^data:image\/png;base64,/.test(address));
    expect(outside).toEqual([]);
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:\/\//);
    expect(elements.filter(({ name }) => name === 'link')).toEqual([]);
  });

  test('runs no script', () => {
    const scripts = elements.filter(({ name }) => name === 'script');
    expect(scripts.map(({ attributes }) => attributes.get('type'))).toEqual(['application/json']);
  });

  test('has unique ids, and every reference inside it has a target', () => {
    const ids = elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/url\(#([^)]+)\)|href="#([^"]+)"|aria-labelledby="([^"]+)"/g)].map(
      ([, clip, link, label]) => clip ?? link ?? label,
    );
    expect(targets.length).toBeGreaterThan(10);
    for (const target of targets) expect(ids).toContain(target);
  });

  test('names each figure and each table header for screen readers', () => {
    const figures = elements.filter(
      ({ name, attributes }) => name === 'svg' && !attributes.has('aria-hidden'),
    );
    expect(figures.length).toBeGreaterThan(40);
    for (const { attributes } of figures) {
      expect(attributes.get('role')).toBe('img');
      expect(attributes.get('aria-label')).toMatch(/\w+ \w+/);
      expect(attributes.get('viewBox')).toMatch(/^0 0 [\d.]+ [\d.]+$/);
    }
    for (const { attributes } of elements.filter(({ name }) => name === 'th')) {
      expect(attributes.get('scope')).toMatch(/^(col|row)$/);
    }
    for (const { attributes } of elements.filter(({ name }) => name === 'img')) {
      expect(attributes.get('alt')).not.toBe('');
    }
  });

  test('stays below two megabytes with 22 losses and 5 seeds', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
  });

  test('embeds the comparison so that it can be read back', () => {
    const script = elements.find(({ attributes }) => attributes.get('id') === 'comparison');
    const json = script === undefined ? '' : textOf(script);
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toEqual(study.comparison);
  });

  test('tells all that is needed to repeat the run', () => {
    const text = textOf(parsedHtml(page));
    for (const part of [
      'data/wages.csv',
      'task: target',
      'each divides the same rows into parts of its own',
      'the test rows are the same for all',
      '@tensorflow/tfjs 4.22.0',
      'linux x64',
      '0.003, 0.01',
      '1, 2, 3, 4, 5',
      'cpu',
    ]) {
      expect(text).toContain(part);
    }
    const { origin } = study.comparison.tasks[0] ?? {};
    expect(origin?.kind === 'csv' && text.includes(origin.sha256)).toBe(true);
  });
});

describe('the ranking table', () => {
  const tables = rankingRows(page);

  test('lists every loss of every task in the order of the ranking', () => {
    expect(tables.map((rows) => rows.map((row) => row[1]))).toEqual([
      [...REGRESSION_LOSSES],
      [...CLASSIFICATION_LOSSES],
    ]);
  });

  test('has a column for every metric', () => {
    const headers = elements
      .filter(({ attributes }) => attributes.get('scope') === 'col')
      .map((header) => textOf(header).replace(/ *(higher|lower) is better/, ''));
    for (const name of [
      'RMSE',
      'MAE',
      'median absolute error',
      'R²',
      'accuracy',
      'macro F1',
      'log loss',
      'expected calibration error',
    ]) {
      expect(headers).toContain(name);
    }
  });

  test('shows the numbers of the comparison', () => {
    const shown = (cell: string | undefined) => Number(cell?.replace('−', '-').match(/^[+-]?[\d.]+/)?.[0]);
    study.comparison.tasks.forEach((task, taskIndex) => {
      task.results.forEach((result, row) => {
        const cells = tables[taskIndex]?.[row] ?? [];
        expect(cells[0]).toBe(String(result.rank));
        expect(cells[2]).toContain(result.verdict);
        const { mean } = result.metrics[task.metric] ?? {};
        if (mean === null || mean === undefined) expect(cells[3]).toBe('–');
        else expect(shown(cells[3])).toBeCloseTo(mean, 3);
        if (result.difference === null) expect(cells[4]).toBe('–');
        else expect(shown(cells[4])).toBeCloseTo(result.difference.mean, 3);
        expect(Number(cells[8])).toBe(result.learningRate);
      });
    });
  });

  test('ends with what is reached without looking at an input', () => {
    const rows = elements
      .filter(({ attributes }) => attributes.get('class') === 'trivial')
      .map((row) => childrenOf(row).map(textOf));
    expect(rows).toEqual([
      ['', 'trivial model looks at no input', '', '4.200', '', '3.500', '3.000', '−0.0200', ''],
      ['', 'trivial model looks at no input', '', '0.3333', '', '0.1667', '1.0986', '0.0000', ''],
    ]);
  });

  test('says how many seeds diverged', () => {
    expect(tables[0]?.[5]?.[2]).toBe('worse diverged in 2 of 5 seeds');
    expect(tables[0]?.[6]?.[2]).toBe('diverged diverged in 5 of 5 seeds');
    expect(tables[0]?.[0]?.[2]).toBe('best');
  });
});

describe('names from outside', () => {
  test('are escaped wherever they stand', async () => {
    const html = await renderReport(
      studyFixture({
        regressionLosses: [`a${HOSTILE}`, 'b'],
        classificationLosses: [`c${HOSTILE}`, 'd'],
        classNames: [`apple${HOSTILE}`, 'pear', 'orange'],
        featureNames: [HOSTILE],
        pictureName: HOSTILE,
      }),
    );
    const found = allElements(parsedHtml(html));
    expect(found.filter(({ name }) => name === 'script')).toHaveLength(1);
    expect(found.filter(({ attributes }) => attributes.has('onerror'))).toEqual([]);
    expect(addresses(html).filter((address) => !/^#|^data:image\/png/.test(address))).toEqual([]);
    expect(found.filter(({ attributes }) => attributes.get('class') === 'file').map(textOf)).toContain(
      HOSTILE,
    );
  });

  test('that look like code or templates reach the figures as text', async () => {
    const html = await renderReport(studyFixture({ classNames: [`'+datum+'`, '{{x}}', 'a\\"b'] }));
    const labels = allElements(parsedHtml(html))
      .filter(({ name }) => name === 'text')
      .map(textOf);
    expect(labels).toEqual(expect.arrayContaining([`'+datum+'`, '{{x}}', 'a\\"b']));
  });

  test('a picture that is not an embedded PNG is left out', async () => {
    const previews = study.previews.map((preview) => ({
      ...preview,
      samples: [{ label: 0, picture: 'https://example.com/a.png' }],
    }));
    const html = await renderReport({ ...study, previews });
    expect(html).not.toContain('example.com');
  });
});

describe('equal results give equal bytes', () => {
  test('within a process, whatever was drawn before', async () => {
    await renderReport(studyFixture({ seeds: 2 }));
    expect((await renderReport(studyFixture())) === page).toBe(true);
  });

  const built = new URL('../dist/renderReport.js', import.meta.url);

  test.skipIf(!existsSync(built))('in two processes (needs the build)', () => {
    const program = `
      import { createHash } from 'node:crypto';
      import { text } from 'node:stream/consumers';
      const { renderReport } = await import(${JSON.stringify(built.href)});
      const study = JSON.parse(await text(process.stdin));
      if (process.argv.includes('twice')) await renderReport(study);
      process.stdout.write(createHash('sha256').update(await renderReport(study)).digest('hex'));`;
    const run = (...extra: string[]) =>
      execFileSync(process.execPath, ['--input-type=module', '--eval', program, ...extra], {
        input: JSON.stringify(studyFixture({ seeds: 2 })),
        encoding: 'utf8',
      });
    const digest = run();
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(run('twice')).toBe(digest);
  });
});
