import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import { allElements, childrenOf, type ParsedElement, parsedHtml, textOf } from '../fixtures/parsedHtml.ts';
import { studyFixture } from '../fixtures/studyFixture.ts';
import { renderReport } from './index.ts';

const study = studyFixture();
const page = await renderReport(study);
const root = parsedHtml(page);
const elements = allElements(root);

/** Of one loss for each task, with names that look like code and a picture of elsewhere. */
const smallStudy = studyFixture({
  regressionLosses: ['huber'],
  classificationLosses: ['nll'],
  classNames: [`'+datum+'`, '{{x}}', 'a\\"b'],
});
const smallPage = await renderReport(
  {
    ...smallStudy,
    previews: smallStudy.previews.map((preview) => ({
      ...preview,
      samples: [{ label: 0, picture: 'https://example.com/a.png' }],
    })),
  },
  { command: "losskit compare --csv 'a <b>.csv'" },
);
const small = allElements(parsedHtml(smallPage));

const HOSTILE = `"><script>alert('x')</script><img src=https://example.com/x onerror=alert(1)>&amp;`;

/** What a request could start from: attributes with addresses, and the style sheet. */
function addresses(html: string, found: readonly ParsedElement[]): string[] {
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
    const outside = addresses(page, elements).filter(
      (address) => !/^#|^data:image\/png;base64,/.test(address),
    );
    expect(outside).toEqual([]);
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:\/\//);
    expect(elements.filter(({ name }) => name === 'link')).toEqual([]);
  });

  test('admits its own styles, pictures and one script that it names by digest, and nothing else', () => {
    const scripts = elements.filter(({ name, attributes }) => name === 'script' && !attributes.has('type'));
    const digest = createHash('sha256').update(scripts.map(textOf).join()).digest('base64');
    const policy = elements.find(({ attributes }) => attributes.has('http-equiv'))?.attributes;
    expect(policy?.get('http-equiv')).toBe('Content-Security-Policy');
    expect(policy?.get('content')?.replaceAll('&#39;', "'").split('; ').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      'img-src data:',
      `script-src 'sha256-${digest}'`,
      "style-src 'unsafe-inline'",
    ]);
    expect(scripts).toHaveLength(1);
    expect(
      elements.filter(({ attributes }) => [...attributes.keys()].some((name) => /^on/.test(name))),
    ).toEqual([]);
  });

  test('can be sorted, and says below which command repeats it', () => {
    const sortable = elements.filter(({ attributes }) => attributes.has('data-sortable'));
    expect(sortable.length).toBeGreaterThanOrEqual(study.comparison.tasks.length);
    for (const table of sortable) expect(childrenOf(table).map(({ name }) => name)).toContain('thead');
    expect(page).not.toContain('class="command"');
    const commands = small.filter(({ attributes }) => attributes.get('class') === 'command');
    expect(commands.map(textOf)).toEqual(["losskit compare --csv 'a <b>.csv'"]);
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

  test('says nothing of why losses differ where that was not asked', () => {
    expect(page).not.toContain('Why they differ');
  });

  test('stays below one and a half megabytes with 25 losses and 5 seeds', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(1_500_000);
  });

  test('embeds the comparison so that it can be read back', () => {
    const script = elements.find(({ attributes }) => attributes.get('id') === 'comparison');
    const json = script === undefined ? '' : textOf(script);
    expect(json).not.toContain('<');
    expect(JSON.parse(json)).toEqual(study.comparison);
  });

  test('tells all that is needed to repeat the run', () => {
    const text = textOf(root);
    for (const part of [
      'data/wages.csv',
      'task: target',
      'each divides the same rows into parts of its own',
      'the test rows are the same for all',
      '@tensorflow/tfjs 4.22.0',
      'linux x64',
      '0.003, 0.01',
      '1, 2, 3, 4, 5',
      '101, 102, 103, 104, 105',
      '2%',
      'huber: delta 0.2, 1, 5',
      'cpu',
    ]) {
      expect(text).toContain(part);
    }
    const { origin } = study.comparison.tasks[0] ?? {};
    expect(origin?.kind === 'csv' && text.includes(origin.sha256)).toBe(true);
  });
});

describe('names from outside', async () => {
  const losses = [`a\u202egpj${HOSTILE}`, 'b\u2066\u200b', 'c\u001b[31m'];
  const html = await renderReport(
    studyFixture({
      regressionLosses: losses,
      classificationLosses: losses,
      classNames: [`apple\u2069${HOSTILE}`, 'pear\u061c', 'orange\u009b'],
      featureNames: [`x\u200f${HOSTILE}`],
      pictureName: `p\ufeff.png${HOSTILE}`,
    }),
  );
  const found = allElements(parsedHtml(html));
  const texts = (name: string) => found.filter((element) => element.name === name).map(textOf);

  test('are escaped wherever they stand', () => {
    expect(texts('script')).toHaveLength(2);
    expect(found.filter(({ attributes }) => attributes.has('onerror'))).toEqual([]);
    expect(addresses(html, found).filter((address) => !/^#|^data:image\/png/.test(address))).toEqual([]);
    expect(found.filter(({ attributes }) => attributes.get('class') === 'file').map(textOf)).toContain(
      `p\\ufeff.png${HOSTILE}`,
    );
  });

  test('show what is invisible, or turns the direction of writing, as escapes: also in figures', () => {
    expect(html).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u);
    expect(texts('text').join('\n')).toContain('a\\u202egpj');
    expect(texts('text').join('\n')).toContain('apple\\u2069');
    expect(texts('dd').join('\n')).toContain('b\\u2066\\u200b');
    const [json = ''] = found.filter(({ attributes }) => attributes.has('type')).map(textOf);
    expect(JSON.parse(json).config.losses).toEqual(losses);
  });

  test('that look like code or templates reach the figures as text', () => {
    const labels = small.filter(({ name }) => name === 'text').map(textOf);
    expect(labels).toEqual(expect.arrayContaining([`'+datum+'`, '{{x}}', 'a\\"b']));
  });

  test('a picture that is not an embedded PNG is left out', () => {
    expect(smallPage).not.toContain('example.com');
  });
});
