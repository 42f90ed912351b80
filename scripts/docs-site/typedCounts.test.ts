import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { markdownFiles } from '../docs-examples/markdownLinks.ts';
import { ROOT } from './root.mjs';

/** Written as a whole from what was measured, and compared with that by `check-generated`. */
const MEASURED = ['docs/benchmark.md', 'docs/loss-speed.md'];
const GENERATED_PAGE = /^---\n(?:[^-].*\n)*generated: true\n/;
/** Sections that scripts write; other comments end nothing. */
const GENERATED_SECTION = /<!-- ([\w-]+):begin -->[\s\S]*?<!-- \1:end -->/g;
const COUNT =
  /\d+\**(?: (?:built-in|different|other|robust))? (?:losses|loss functions|metrics)\b|\d+\**\s?[个种项类]\s?(?:损失|指标|度量)/g;

/** Numbers of losses or metrics that somebody typed, and that become untrue with the next one. */
function typedCounts(text: string): string[] {
  if (GENERATED_PAGE.test(text)) return [];
  const written = text.replace(GENERATED_SECTION, '').replace(/^```[\s\S]*?^```$/gm, '');
  return written.match(COUNT) ?? [];
}

test('no page has a typed number of losses or metrics', () => {
  const pages = markdownFiles().filter(
    (file) => /^(?:README[^/]*|docs\/.*)\.md$/.test(file) && !MEASURED.includes(file),
  );
  expect(pages).toContain('README.zh-CN.md');
  expect(pages.length).toBeGreaterThan(50);
  const typed = pages.flatMap((file) =>
    typedCounts(readFileSync(join(ROOT, file), 'utf8')).map((count) => `${file}: ${count}`),
  );
  expect(typed).toEqual([]);
});

test('a typed number is found in both languages, a generated one is none', () => {
  expect(typedCounts('All 139 losses, **12** metrics and 40 robust losses.')).toEqual([
    '139 losses',
    '12** metrics',
    '40 robust losses',
  ]);
  expect(typedCounts('共有 139 个损失函数，**139 种损失函数**，8 项指标。')).toEqual([
    '139 个损失',
    '139 种损失',
    '8 项指标',
  ]);
  expect(typedCounts('<!-- count:begin -->139<!-- count:end --> losses, 0.01 for metrics.')).toEqual([]);
  expect(typedCounts('---\ngenerated: true\n---\n\n139 losses')).toEqual([]);
  expect(typedCounts('```text\n139 losses\n```')).toEqual([]);
});
