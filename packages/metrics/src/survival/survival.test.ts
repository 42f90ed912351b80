import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { expectValues, scikitLearn, weightsOf } from '../../fixtures/scikitLearn.ts';
import { testFolds } from '../../fixtures/testFolds.ts';
import { concordanceIndex, evaluateMetrics } from '../index.ts';

test.each(scikitLearn.survival)('the values of lifelines: $name', ({ batch, values }) => {
  const numbers = {
    times: Float64Array.from(batch.times),
    events: Uint8Array.from(batch.events),
    risks: Float64Array.from(batch.risks),
    ...weightsOf(batch),
  };
  expectValues([concordanceIndex], numbers, values);
  expectValues([concordanceIndex], { ...numbers, events: Float32Array.from(batch.events) }, values);
});

const subject = fc.record({ time: fc.nat(6), event: fc.nat(1), risk: fc.integer({ min: -3, max: 3 }) });

testFolds([concordanceIndex], fc.array(subject, { minLength: 1, maxLength: 40 }), (rows) => ({
  times: Float64Array.from(rows, ({ time }) => time),
  events: Uint8Array.from(rows, ({ event }) => event),
  risks: Float64Array.from(rows, ({ risk }) => risk),
}));

const concordanceOf = (times: number[], events: number[], risks: number[]) =>
  evaluateMetrics([concordanceIndex], {
    times: Float32Array.from(times),
    events: Uint8Array.from(events),
    risks: Float32Array.from(risks),
  }).concordanceIndex;

test('the larger risk has the event first; equal risks count half', () => {
  expect(concordanceOf([1, 2, 3], [1, 1, 1], [3, 2, 1])).toBe(1);
  expect(concordanceOf([1, 2, 3], [1, 1, 1], [1, 2, 3])).toBe(0);
  expect(concordanceOf([1, 2, 3], [1, 1, 1], [1, 1, 1])).toBe(0.5);
});

test('a row last seen before an event is no pair with it, one last seen at that time is', () => {
  expect(concordanceOf([1, 2], [0, 1], [1, 2])).toBeNaN();
  expect(concordanceOf([2, 2], [0, 1], [1, 2])).toBe(1);
  expect(concordanceOf([2, 2], [0, 1], [2, 1])).toBe(0);
  // Events of one time are no pair, nor are rows that were only seen.
  expect(concordanceOf([2, 2], [1, 1], [1, 2])).toBeNaN();
  expect(concordanceOf([1, 2], [0, 0], [1, 2])).toBeNaN();
});

test('a hundred thousand rows take no time of their square', () => {
  const rows = 100_000;
  const times = Float64Array.from({ length: rows }, (_, row) => row);
  const risks = times.map((time) => -time);
  const batch = { times, events: new Uint8Array(rows).fill(1), risks };
  expect(evaluateMetrics([concordanceIndex], batch).concordanceIndex).toBe(1);
});

describe('bad batches are refused in one sentence', () => {
  const good = { times: Float32Array.of(1, 2), events: Uint8Array.of(1, 0), risks: Float32Array.of(0, 1) };
  test.each([
    [{ ...good, events: Uint8Array.of(1) }, 'expected events of shape [2], got [1].'],
    [{ ...good, risks: Float32Array.of(1) }, 'expected risks of shape [2], got [1].'],
    [{ ...good, events: Uint8Array.of(1, 2) }, 'expected events[1] to be 0 or 1, got 2.'],
    [{ ...good, times: Float32Array.of(1, NaN) }, 'expected times[1] to be finite, got NaN.'],
    [{ ...good, risks: Float32Array.of(Infinity, 1) }, 'expected risks[0] to be finite, got Infinity.'],
  ])('%#', (batch, message) => {
    const state = concordanceIndex.create();
    expect(() => state.update(batch)).toThrow(new RangeError(`concordanceIndex: ${message}`));
    expect(state.compute()).toBeNaN();
  });

  test('events of another kind are a TypeError', () => {
    const { update } = concordanceIndex.create();
    expect(() => Reflect.apply(update, undefined, [{ ...good, events: [true, false] }])).toThrow(TypeError);
  });
});
