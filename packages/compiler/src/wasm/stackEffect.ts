import type { Instruction, LaneInstruction, MemoryInstruction } from './instructions.ts';

const TAKES_ONE =
  /\.(abs|neg|not$|sqrt|ceil|floor|trunc|nearest|eqz|clz|splat|any_true|all_true|bitmask|wrap|extend|convert|promote|demote|reinterpret|load|atomic\.load|extract_lane)/;
const TAKES_THREE = /select$|relaxed|cmpxchg|wait32/;
const TAKES_ALL = /store|^memory\.(copy|fill)/;

/** By how many entries an instruction makes the stack higher, or lower. */
export function stackEffect(name: Instruction | LaneInstruction | MemoryInstruction): number {
  if (name === 'unreachable' || name === 'return') return 0;
  if (TAKES_ALL.test(name)) return name.startsWith('memory') ? -3 : -2;
  if (TAKES_THREE.test(name)) return -2;
  return TAKES_ONE.test(name) ? 0 : -1;
}
