const UNITS = [
  { unit: 's', seconds: 1 },
  { unit: 'ms', seconds: 1e-3 },
  { unit: 'µs', seconds: 1e-6 },
  { unit: 'ns', seconds: 1e-9 },
];

/** A number to three digits, without an exponent. */
export function formatDigits(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(value)) return String(value);
  return value.toFixed(Math.max(0, Math.min(3, 2 - Math.floor(Math.log10(size)))));
}

/** A time that somebody waits: `40 s`, `12 min`. */
export function formatDuration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** A time in the unit that suits it: `12.3 µs`. */
export function formatSeconds(seconds: number): string {
  const chosen = UNITS.find((one) => Math.abs(seconds) >= one.seconds) ?? { unit: 'ns', seconds: 1e-9 };
  return `${formatDigits(seconds / chosen.seconds)} ${chosen.unit}`;
}
