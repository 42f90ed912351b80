import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import type { StepFunction } from '../../fixtures/agreement.ts';
import { randomFunction } from '../../fixtures/randomFunction.ts';
import { shapesOf, traceOf } from '../../fixtures/sharedSteps.ts';
import type { Value } from '../graph/Value.ts';
import { producedBy, readBy } from '../schedule/Unit.ts';
import { type ProgramPlan, planProgram } from './planProgram.ts';
import { Workspace } from './Workspace.ts';

function planOf(step: StepFunction): { plan: ProgramPlan; workspace: Workspace } {
  const workspace = new Workspace(shapesOf(step));
  return { plan: planProgram(workspace, traceOf(step), 1, {}), workspace };
}

/** Bytes that something takes from one unit to another. */
interface Span {
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** What outlasts the step's units: its outputs, and new states that are copied, which were put last where they lie. */
function resultsOf({ step: { units, memory }, outputs, copies }: ProgramPlan): Set<Value> {
  const lying = new Map(
    units.flatMap(producedBy).map((value) => [memory.addresses.get(value), value] as const),
  );
  const copied = copies.flatMap(({ from }) => lying.get(from) ?? []);
  return new Set([...copied, ...Array.from(outputs.values(), ({ value }) => value)]);
}

/** All that a step computes, in a place and for a time. */
function spansOf(plan: ProgramPlan): Span[] {
  const { units, memory } = plan.step;
  const results = resultsOf(plan);
  const lastRead = new Map<Value, number>();
  units.forEach((unit, place) => {
    for (const value of readBy(unit)) lastRead.set(value, place);
  });
  const spans: Span[] = [];
  units.forEach((unit, place) => {
    for (const value of producedBy(unit)) {
      const start = memory.addresses.get(value);
      if (start !== undefined) {
        const to = results.has(value) ? units.length : (lastRead.get(value) ?? place);
        spans.push({ what: `value ${value.id}`, start, end: start + 4 * value.size, from: place, to });
      }
      for (const [name, map, width] of [
        ['row', memory.rows, 4],
        ['columns', memory.columns, 8],
      ] as const) {
        const address = map.get(value);
        if (address === undefined) continue;
        const end = address + (name === 'row' ? 4 : width * value.size);
        spans.push({ what: `${name} of ${value.id}`, start: address, end, from: place, to: place });
      }
    }
    const scratch = unit.kind === 'kernel' ? unit.call.plan.scratchBytes : 0;
    const start = memory.scratch[place] ?? 0;
    if (scratch > 0) spans.push({ what: 'scratch', start, end: start + scratch, from: place, to: place });
  });
  return spans;
}

function collisions(spans: readonly Span[]): string[] {
  return spans.flatMap((one, index) =>
    spans
      .slice(index + 1)
      .filter(
        (other) =>
          one.start < other.end && other.start < one.end && one.from <= other.to && other.from <= one.to,
      )
      .map((other) => `${one.what} and ${other.what}`),
  );
}

describe('places in memory', () => {
  test('of values that are needed at the same time are apart, whatever the function', () => {
    let spans = 0;
    for (let seed = 0; seed < 250; seed++) {
      const drawn = randomFunction(seed);
      const { plan, workspace } = planOf(drawn);
      const found = spansOf(plan);
      spans += found.length;
      expect(collisions(found), `seed ${seed}`).toEqual([]);
      const misplaced = found.filter(({ start, end }) => start % 16 !== 0 || end + 12 > workspace.end);
      expect(misplaced, `seed ${seed}`).toEqual([]);
      tf.dispose([drawn.state, drawn.inputs]);
    }
    expect(spans).toBeGreaterThan(1000);
  });

  test('are taken again by those that come later', () => {
    const x = tf.ones([32, 32]);
    const products = (count: number) => {
      const step: StepFunction = {
        state: {},
        inputs: { x },
        run: (_, { x: given = x }) => {
          let y = given;
          for (let round = 0; round < count; round++) y = tf.matMul(y, given);
          return { state: {}, outputs: { sum: tf.sum(y) } };
        },
      };
      return planOf(step).workspace.end;
    };
    // Each product needs the one before it, and no other.
    expect(products(20)).toBe(products(3));
    expect(products(3)).toBeGreaterThan(products(1));
  });

  test('are not needed for what stays in loops', () => {
    const x = tf.ones([1000]);
    const chain = (count: number) =>
      planOf({
        state: {},
        inputs: { x },
        run: (_, { x: given = x }) => {
          let y = given;
          for (let round = 0; round < count; round++) y = tf.sin(y);
          return { state: {}, outputs: { y } };
        },
      }).workspace.end;
    expect(chain(30)).toBe(chain(2));
  });

  test('of a value that two read lasts until the later one', () => {
    const x = tf.ones([16, 16]);
    const { plan } = planOf({
      state: {},
      inputs: { x },
      run: (_, { x: given = x }) => {
        const first = tf.matMul(given, given);
        const second = tf.matMul(first, given);
        const third = tf.matMul(second, given);
        return { state: {}, outputs: { sum: tf.matMul(first, third) } };
      },
    });
    const addresses = [...plan.step.memory.addresses].filter(([{ origin }]) => origin.kind === 'kernel');
    const [first, second, third] = addresses.map(([, address]) => address);
    expect(new Set([first, second, third]).size).toBe(3);
  });
});
