import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { crc32c } from './crc32c.ts';
import { type Event, encodeEvent, encodeVersion, histogramOf, stepOfEvent } from './events.ts';
import { concatBytes } from './protobuf.ts';
import { frameRecord, readRecords } from './records.ts';

/** Written by scripts/reference/tensorboard_events.py. */
const reference: { versionTime: number; events: Event[]; file: string } = JSON.parse(
  readFileSync(new URL('../../fixtures/tensorboard.json', import.meta.url), 'utf8'),
);

describe('the checksum', () => {
  // The vectors of RFC 3720, B.4, and the check value of the CRC catalogue.
  test.each<[string, Uint8Array, number]>([
    ['nothing', new Uint8Array(), 0],
    ['the digits 1 to 9', new TextEncoder().encode('123456789'), 0xe3069283],
    ['32 bytes of 0', new Uint8Array(32), 0x8a9136aa],
    ['32 bytes of 255', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['bytes that rise', Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
    ['bytes that fall', Uint8Array.from({ length: 32 }, (_, index) => 31 - index), 0x113fdb5c],
  ])('of %s', (_what, bytes, sum) => {
    expect(crc32c(bytes)).toBe(sum);
  });
});

describe("an event file's bytes", () => {
  const own = concatBytes(
    [encodeVersion(reference.versionTime), ...reference.events.map(encodeEvent)].map(frameRecord),
  );

  test("are those of TensorBoard's own writer", () => {
    expect(Buffer.from(own).toString('base64')).toBe(reference.file);
  });

  test('are read back to the last whole record, wherever they are cut', () => {
    const ends = [...readRecords(own)].map((data) => data.byteOffset + data.length + 4);
    expect(ends).toHaveLength(5);
    for (let length = 0; length <= own.length; length++) {
      const whole = ends.filter((end) => end <= length).length;
      expect([...readRecords(own.slice(0, length))]).toHaveLength(whole);
    }
  });

  test('are read up to the first one that is damaged', () => {
    const damaged = own.slice();
    const second = [...readRecords(own)][2];
    const place = (second?.byteOffset ?? 0) + 3;
    damaged[place] = 255 - (damaged[place] ?? 0);
    expect([...readRecords(damaged)]).toHaveLength(2);
  });

  test('tell their steps', () => {
    expect([...readRecords(own)].map(stepOfEvent)).toEqual([0, ...reference.events.map(({ step }) => step)]);
  });
});

describe('a histogram', () => {
  test('counts every finite number in buckets of equal width', () => {
    const values = [-1, -0.6, 0, 0.1, 0.5, 1, Number.NaN, Number.POSITIVE_INFINITY];
    expect(histogramOf(values, 4)).toEqual({
      lowest: -1,
      highest: 1,
      count: 6,
      sum: expect.closeTo(0, 12),
      sumOfSquares: expect.closeTo(2.62, 12),
      limits: [-0.5, 0, 0.5, 1],
      counts: [2, 0, 2, 2],
    });
  });

  test('of equal numbers has one bucket', () => {
    expect(histogramOf([3, 3, 3])).toMatchObject({ lowest: 3, highest: 3, limits: [3], counts: [3] });
  });

  test('of nothing finite is none', () => {
    expect(histogramOf([])).toBeUndefined();
    expect(histogramOf([Number.NaN])).toBeUndefined();
  });
});
