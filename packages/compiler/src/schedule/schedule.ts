import type { Value } from '../graph/Value.ts';
import { cellsOf, iterationOf } from './iteration.ts';
import { LoopGroup } from './LoopGroup.ts';
import { operandsOf, readBy, type Unit } from './Unit.ts';

/** How many units back a value looks for loops to join. */
const REACH = 24;

/** The values that the results depend on, results included. */
export function needed(results: Iterable<Value>): Set<Value> {
  const found = new Set<Value>();
  const waiting = [...results];
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    if (found.has(value)) continue;
    found.add(value);
    waiting.push(...operandsOf(value));
  }
  return found;
}

/**
 * Puts values into loops and kernels, each after what it depends on. Values that share numbers share loops,
 * so that these are read and written once.
 */
export function schedule(values: readonly Value[]): Unit[] {
  return mergeLoops(inLoops(values));
}

/**
 * Moves loops to later ones that read what they compute, where nobody in between does: two terms of a sum start
 * in loops of their own, because they share nothing before they are added.
 */
function mergeLoops(units: readonly Unit[]): Unit[] {
  const left: (Unit | undefined)[] = [...units];
  const reads = units.map(readBy);
  for (let place = 1; place < units.length; place++) {
    for (let before = place - 1; before >= Math.max(0, place - REACH); before--) {
      const [first, second] = [left[before], left[place]];
      if (first?.kind !== 'loops' || second?.kind !== 'loops') continue;
      const { values } = first.group;
      const isRead = (read: ReadonlySet<Value> | undefined) => values.some((value) => read?.has(value));
      if (!isRead(reads[place]) || reads.slice(before + 1, place).some(isRead)) continue;
      const group = LoopGroup.merged(first.group, second.group);
      if (!group) continue;
      const unit: Unit = { kind: 'loops', group };
      left[before] = undefined;
      reads[before] = new Set();
      left[place] = unit;
      reads[place] = readBy(unit);
    }
  }
  return left.filter((unit) => unit !== undefined);
}

function inLoops(values: readonly Value[]): Unit[] {
  const units: Unit[] = [];
  const placeOf = new Map<Value, number>();
  for (const value of values) {
    if (placeOf.has(value) || value.size === 0) continue;
    const { origin } = value;
    if (origin.kind === 'kernel') {
      for (const output of origin.call.outputs) placeOf.set(output, units.length);
      units.push({ kind: 'kernel', call: origin.call });
      continue;
    }
    const iteration = iterationOf(value);
    if (!iteration || cellsOf(iteration) === 0) continue;
    const first = Math.max(0, ...operandsOf(value).map((operand) => placeOf.get(operand) ?? 0));
    let place = units.length;
    for (let candidate = units.length - 1; candidate >= Math.max(first, units.length - REACH); candidate--) {
      const unit = units[candidate];
      if (unit?.kind === 'loops' && unit.group.join(iteration)) {
        place = candidate;
        break;
      }
    }
    if (place === units.length) units.push({ kind: 'loops', group: new LoopGroup(iteration) });
    placeOf.set(value, place);
  }
  return units;
}
