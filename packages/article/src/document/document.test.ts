import { describe, expect, test } from 'vitest';

import { formatQuantity } from '../formatQuantity.ts';
import { exact, largestDifference, overRepetitions, rounded } from '../quantity.ts';
import { code, formula, heading, list, paragraph, table } from './Block.ts';
import { inlineParts } from './inlineParts.ts';
import type { Report } from './Report.ts';
import { renderHtml } from './renderHtml.ts';
import { renderMarkdown } from './renderMarkdown.ts';

const report: Report = {
  language: 'en',
  title: 'Title <1>',
  subtitle: 'of $x_1$',
  words: {
    contents: 'Contents',
    checked: 'Checked:',
    measured: 'Measured',
    figure: (number) => `Figure ${number}`,
    formula: (number) => `Formula ${number}`,
    code: (number) => `Code ${number}`,
    verdicts: {
      holds: 'holds',
      'holds with a condition': 'with a condition',
      'does not hold': 'does not hold',
      undecided: 'undecided',
      misprint: 'misprint',
      'not measurable here': 'not measurable',
    },
  },
  blocks: [
    heading(2, 'first', 'First'),
    paragraph('With $a_i < b$, `a < b` and **bold** <words>.'),
    formula('\\frac12'),
    code('huber(a, b) // 1'),
    list('one', 'two'),
    table('Numbers', ['', '|x|'], [['row', '1']]),
  ],
};

describe('inlineParts', () => {
  test('takes text apart at formulas, code and bold words', () => {
    expect(inlineParts('a $b$ `c` **d**.')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'tex', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'bold', text: 'd' },
      { kind: 'text', text: '.' },
    ]);
  });
});

describe('renderHtml', () => {
  test('escapes words, ties punctuation to formulas, and draws formulas as MathML', async () => {
    const page = await renderHtml(report, []);
    expect(page).toContain('<title>Title &lt;1&gt;</title>');
    expect(page).toContain('<code>a &lt; b</code> and <strong>bold</strong> &lt;words&gt;.');
    expect(page).toMatch(/<span class="tied"><math>.*<\/math>,<\/span> <code>/);
    expect(page).toMatch(/<math [^>]*display="block"[^>]*>.*<mfrac>/);
  });

  test('lets the keyboard reach what scrolls, by its name, and has no empty header', async () => {
    const page = await renderHtml(report, []);
    const scrolls = [...page.matchAll(/<(?:div|pre)[^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => /scroll|<pre/.test(tag));
    expect(scrolls).toHaveLength(3);
    for (const tag of scrolls) expect(tag).toMatch(/tabindex="0" role="(?:group|region)" aria-label="[^"]+"/);
    expect(scrolls.join()).toContain('aria-label="Formula 1"');
    expect(page).not.toMatch(/<th[^>]*><\/th>/);
    expect(page).toContain('<thead><tr><td></td><th scope="col" class="number">|x|</th>');
  });

  test('lets a formula in a line scroll where it is wider than a phone', async () => {
    const tex = `x = ${Array.from({ length: 20 }, (_, index) => `a_{${index}}`).join(' + ')}`;
    const page = await renderHtml({ ...report, blocks: [paragraph(`Long: $${tex}$, short: $x$.`)] }, []);
    expect(
      page.match(/<span class="long" tabindex="0" role="group" aria-label="x = a[^"]*"><math>/g),
    ).toHaveLength(1);
  });

  test('has a policy that admits no script, no other base and no form', async () => {
    expect(await renderHtml(report, [])).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
  });

  test('refuses a missing figure, and TeX that is wrong', async () => {
    const missing: Report = { ...report, blocks: [{ kind: 'figure', name: 'none', caption: '' }] };
    await expect(renderHtml(missing, [])).rejects.toThrow('expected the figure none');
    await expect(renderHtml({ ...report, blocks: [formula('\\frac{')] }, [])).rejects.toThrow();
  });
});

describe('renderMarkdown', () => {
  test('keeps TeX and code as they are and escapes what would be markup', () => {
    const text = renderMarkdown(report, (name) => name);
    expect(text).toContain('With $a_i < b$, `a < b` and **bold** \\<words\\>.');
    expect(text).toContain('$$\\frac12$$');
    expect(text).toContain('|  | \\|x\\| |\n| --- | --: |\n| row | 1 |');
  });
});

describe('formatQuantity', () => {
  test('shows a number to the digit in which its error is', () => {
    expect(formatQuantity(exact(2000.2))).toBe('2000.2');
    expect(formatQuantity(rounded(1.6094379))).toBe('1.609438 ± 3e−6');
    expect(formatQuantity(largestDifference([1, 2], [1, 2]))).toBe('0 ± 4e−6');
    expect(formatQuantity(overRepetitions([1, 1, 1]))).toBe('1 [1, 1]');
    expect(formatQuantity(exact(Number.POSITIVE_INFINITY))).toBe('∞');
  });
});
