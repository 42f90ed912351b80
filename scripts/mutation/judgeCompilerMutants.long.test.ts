import { expect, test } from 'vitest';

import { compilerMutantsOf } from './compilerMutantsOf.mjs';
import { EQUIVALENT_IN_COMPILER } from './equivalentCompilerMutants.mjs';
import { isEquivalent } from './equivalentMutants.mjs';
import { Judge } from './Judge.mjs';
import { COMPILER_JUDGE, compilerMutantsOfFile, noticedBy, originalOf } from './judgeCompilerMutants.mjs';
import { installMutationTools } from './mutationTools.mjs';

const SOURCE = `
import { load } from './load.ts';
type Lane = 0 | 1;
export function emit(f: Builder, lane: Lane): void {
  if (!(lane >= 0)) throw new RangeError('lane 1 < 2');
  const rows = (sizes[lane] ?? 7) + 4;
  f.get(rows).op('i32.lt_s', 'f32x4.pmax');
}
`;

test('a source is broken where it computes, one fault at a time', () => {
  const mutants = compilerMutantsOf(SOURCE);
  const changes = mutants.map(
    ({ operator, original, replacement }) => `${operator}: ${original.split('\n')[0]} → ${replacement}`,
  );
  expect(changes.sort()).toEqual([
    "forgotten check: if (!(lane >= 0)) throw new RangeError('lane 1 < 2'); → ;",
    "forgotten statement: f.get(rows).op('i32.lt_s', 'f32x4.pmax'); → ;",
    'not turned round: !(lane >= 0) → (lane >= 0)',
    'number off by one: 0 → 1',
    'number off by one: 4 → 5',
    "other instruction: 'f32x4.pmax' → 'f32x4.pmin'",
    "other instruction: 'i32.lt_s' → 'i32.gt_s'",
    'other operator: (sizes[lane] ?? 7) + 4 → ((sizes[lane] ?? 7) - (4))',
    'other operator: lane >= 0 → ((lane) > (0))',
  ]);
  expect(new Set(mutants.map(({ source }) => source)).size).toBe(mutants.length);
});

test('every fault that is listed as changing nothing can still be put in', () => {
  const stale = EQUIVALENT_IN_COMPILER.flatMap((known) =>
    known.files
      .filter((file) => !compilerMutantsOfFile(file).some((mutant) => isEquivalent(file, mutant, [known])))
      .map((file) => `${file}: ${known.original}`),
  );
  expect(stale).toEqual([]);
});

test('faults of the codes of instructions are noticed by the tests', async () => {
  installMutationTools();
  const file = 'wasm/instructions.ts';
  const original = await originalOf('wasm');
  expect(original.files).toContain(file);
  const mutants = compilerMutantsOfFile(file).filter(({ lineText }) => /f32x4.(add|pmin|lt)'/.test(lineText));
  expect(mutants.length).toBeGreaterThan(5);
  for (const { source, original: before } of mutants) {
    expect(await noticedBy(original, { file, source }), before).toBeDefined();
  }
});

test('a program that never ends, and one that asks for all memory, are noticed', async () => {
  const judge = new Judge(COMPILER_JUDGE, { factor: 10, loading: 10_000 });
  const file = 'wasm/leb128.ts';
  const without = compilerMutantsOfFile(file)[0]?.source ?? '';
  try {
    const original = await judge.originalOf('wasm');
    const endless = `while (true);\n${without}`;
    expect(await judge.noticedBy([original], { file, source: endless })).toMatch(/^wasm takes more than/);
    const greedy = `const all: number[][] = []; for (;;) all.push(new Array(100_000).fill(1));\n${without}`;
    expect(await judge.noticedBy([original], { file, source: greedy })).toMatch(
      /more memory|takes more than/,
    );
    expect(await judge.noticedBy([original], { file: 'no.ts', source: '' })).toBeUndefined();
  } finally {
    await judge.end();
  }
}, 120_000);
