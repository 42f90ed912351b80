import { describe, expect, test } from 'vitest';

import { benchResultOf, timedPeer } from '../../fixtures/benchResult.ts';
import { formatMarkdown } from './formatMarkdown.ts';
import { formatDigits, formatSeconds } from './formatSeconds.ts';
import { formatCase, formatSummary } from './formatText.ts';

const target = {
  kind: 'ratio',
  peer: 'losskit step',
  by: 'JAX',
  time: 'processor',
  bound: 'at most',
  limit: 0.5,
  measured: 0.75,
  reached: false,
} as const;
const result = benchResultOf([timedPeer('losskit step', 3e-6), timedPeer('JAX', 4e-6)], {
  targets: [target],
  omitted: [
    { peer: 'Keras', kind: 'unsupported', reason: 'it trains only' },
    { peer: 'PyTorch', kind: 'failed', reason: 'it failed: no memory' },
    { peer: 'JAX jit', kind: 'missing', reason: 'the Python python3 has no jax' },
  ],
});

describe('what is printed', () => {
  test('times have the unit that suits them', () => {
    expect([2, 0.0123, 4.5e-6, 8e-8, 0].map(formatSeconds)).toEqual([
      '2.00 s',
      '12.3 ms',
      '4.50 µs',
      '80.0 ns',
      '0 ns',
    ]);
    expect([1234, 0.05, 0.0001, Number.NaN].map(formatDigits)).toEqual(['1234', '0.050', '0.000', 'NaN']);
  });

  test('a case has its peers, fastest first, its targets, and the peers that failed', () => {
    const text = formatCase(result.cases[0] ?? expect.fail());
    const lines = text.split('\n').map((line) => line.trim());
    expect(lines[0]).toBe('step: tiny (a network of a few numbers; one thread)');
    expect(lines[2]).toMatch(/^losskit step .* 1\.00 ×$/);
    expect(lines[3]).toMatch(/^JAX .* 1\.33 ×$/);
    expect(text).toContain('PyTorch: no time, it failed: no memory');
    expect(text).not.toContain('Keras');
    expect(text).not.toContain('JAX jit');
    expect(text).toContain(
      'NOT reached: losskit step at most 0.500 × JAX of processor time, measured 0.750 ×',
    );
  });

  test('a summary counts the targets and names the machine', () => {
    expect(formatSummary(result)).toContain('0 of 1 targets reached');
    expect(formatSummary(result)).toContain('a processor, 2 cores, Node 20.0.0');
  });

  test('a peer that is not installed is named once, however many cases lack it', () => {
    const sentence = 'JAX jit is missing: the Python python3 has no jax.';
    const twice = { ...result, cases: [...result.cases, ...result.cases] };
    expect(formatSummary(twice).split(sentence)).toHaveLength(2);
    expect(formatMarkdown(twice).split(sentence)).toHaveLength(2);
    expect(formatSummary(twice)).not.toContain('Keras');
  });

  test('the page has a table for each case, growth and memory where they were measured', () => {
    const points = [
      { x: 1, seconds: 1 },
      { x: 2, seconds: 2 },
    ];
    const page = formatMarkdown({
      ...result,
      growth: [{ axis: 'rows', curves: [{ peer: 'JAX', points, exponent: 1 }] }],
      memory: [{ peer: 'losskit', rows: [{ step: 1000, tensors: 3, bytes: 12, residentBytes: 2 ** 27 }] }],
    });
    expect(page).toContain('### tiny, one thread');
    expect(page).toMatch(/\| JAX +\| 8\.00 µs/);
    expect(page).toMatch(/\| rows \| JAX +\| 1\.00 +\|/);
    expect(page).toMatch(/\| losskit \| 1000 \| 3 +\| 12 +\| 128/);
    expect(formatMarkdown(result)).not.toContain('## Growth');
  });
});
