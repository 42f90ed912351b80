import { expect, test } from 'vitest';

import { allowFusedMultiplyAdd } from '../../fixtures/allowFusedMultiplyAdd.ts';
import { FunctionBuilder } from './FunctionBuilder.ts';
import {
  INSTRUCTIONS,
  LANE_INSTRUCTIONS,
  type LaneInstruction,
  MEMORY_INSTRUCTIONS,
  type MemoryInstruction,
  VALUE_TYPES,
} from './instructions.ts';
import { ModuleBuilder } from './ModuleBuilder.ts';
import { stackEffect } from './stackEffect.ts';

function namesOf<Table extends object>(table: Table): (keyof Table)[] {
  const isName = (name: string): name is string & keyof Table => Object.hasOwn(table, name);
  return Object.keys(table).filter(isName);
}

const TYPES = namesOf(VALUE_TYPES);
const OPERANDS = TYPES.flatMap((a) => TYPES.flatMap((b) => TYPES.map((c) => [a, b, c] as const)));

/** Whether some three operands, the instruction and so many drops leave nothing. */
function leavesNothing(write: (f: FunctionBuilder) => void, drops: number): boolean {
  return OPERANDS.some((types) => {
    const f = new FunctionBuilder();
    for (const type of types) f.get(f.local(type));
    write(f);
    for (let left = drops; left > 0; left--) f.op('drop');
    const module = new ModuleBuilder();
    module.add(f);
    return WebAssembly.validate(module.encode({ bytes: 0 }));
  });
}

const ENDS: readonly string[] = ['unreachable', 'return'];
const isRelaxed = (name: string) => name.includes('relaxed');
const instructions = namesOf(INSTRUCTIONS)
  .filter((name) => !ENDS.includes(name) && (allowFusedMultiplyAdd() || !isRelaxed(name)))
  .map((name) => [name, (f: FunctionBuilder) => void f.op(name)] as const);
const inMemory = namesOf(MEMORY_INSTRUCTIONS).map(
  (name: MemoryInstruction) => [name, (f: FunctionBuilder) => void f.load(name)] as const,
);
const onLanes = namesOf(LANE_INSTRUCTIONS).map(
  (name: LaneInstruction) => [name, (f: FunctionBuilder) => void f.lane(name, 1)] as const,
);

test.each([...instructions, ...inMemory, ...onLanes])('%s', (name, write) => {
  const drops = 3 + stackEffect(name);
  expect(leavesNothing(write, drops)).toBe(true);
});

test('what ends a function leaves the stack alone', () => {
  expect(stackEffect('unreachable')).toBe(0);
  expect(stackEffect('return')).toBe(0);
});
