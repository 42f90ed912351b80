/** A text that differs wherever the values do: numbers, texts, and lists and records of these. */
export function exactKey(value: unknown): string {
  // JSON writes infinities and NaN alike, and −0 as 0.
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(exactKey).join()}]`;
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}:${exactKey(one)}`)
    .join()}}`;
}
