import { describe, expect, test } from 'vitest';

import { visibleLines, visibleText } from './visibleText.ts';

describe('visibleText', () => {
  test.each([
    ['escape sequences', '\u001b[2J\u001b]0;title\u0007', '\\u001b[2J\\u001b]0;title\\u0007'],
    ['the 8-bit introducer of escape sequences', '\u009b31m', '\\u009b31m'],
    [
      'line ends and tabs',
      'a\r\nb\tc\u2028d\u2029e\u0085',
      'a\\u000d\\u000ab\\u0009c\\u2028d\\u2029e\\u0085',
    ],
    [
      'embeddings, overrides and their end',
      '\u202a\u202b\u202c\u202d\u202e',
      '\\u202a\\u202b\\u202c\\u202d\\u202e',
    ],
    ['isolates', '\u2066\u2067\u2068\u2069', '\\u2066\\u2067\\u2068\\u2069'],
    ['direction marks', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
    [
      'what has no width',
      'a\u200bb\u200cc\u2060d\ufeffe\u00adf',
      'a\\u200bb\\u200cc\\u2060d\\ufeffe\\u00adf',
    ],
    ['fillers and a blank that is no space', '\u3164\u115f\uffa0\u2800', '\\u3164\\u115f\\uffa0\\u2800'],
    ['tags beyond 16 bits', '\u{e0041}', '\\udb40\\udc41'],
    ['marks of annotations', '\ufff9a\ufffbb', '\\ufff9a\\ufffbb'],
    ['half a pair', '\ud83d!', '\\ud83d!'],
    ['a joiner and a variation selector between letters', 'a\u200db\ufe0f', 'a\\u200db\\ufe0f'],
    ['two joiners', '👩\u200d\u200d', '👩\u200d\\u200d'],
    ['delete', 'a\u007f', 'a\\u007f'],
  ])('shows %s as escapes', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  test('leaves what can be read: scripts, accents, signs, emoji of several characters', () => {
    const text = 'Ångström é 苹果 תפוח تفاحة − ×\u00a0… 🍎 👩🏽\u200d🔬 ❤\ufe0f';
    expect(visibleText(text)).toBe(text);
  });

  test('of JSON it makes JSON of the same value', () => {
    const value = { 'a\u202e': ['\u009b1m', '\u{e0041}', '\ud800', 'x\u2028', '\u001b', '"\\'] };
    const shown = visibleText(JSON.stringify(value));
    expect(JSON.parse(shown)).toEqual(value);
    expect(shown).toMatch(/^[ -~]*$/);
  });

  test('visibleLines keeps the ends of lines alone', () => {
    expect(visibleLines('one\n\u001b[1mtwo\r\n')).toBe('one\n\\u001b[1mtwo\\u000d\n');
  });
});
