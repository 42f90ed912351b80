/** A text that differs wherever the values do: JSON writes infinities and NaN alike, and −0 as 0. */
export function exactKey(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'number' && (!Number.isFinite(one) || Object.is(one, -0))
      ? `number ${Object.is(one, -0) ? '-0' : one}`
      : one,
  );
}
