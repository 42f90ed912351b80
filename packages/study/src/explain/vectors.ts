/** Σ a·b. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}

export function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** a + by · b. */
export function addMultiple(a: Float64Array, b: Float64Array, by: number): Float64Array {
  return a.map((value, place) => value + by * (b[place] ?? Number.NaN));
}

/** Cosine of the angle between them; null where one has no length. */
export function cosine(a: Float64Array, b: Float64Array): number | null {
  const lengths = length(a) * length(b);
  return lengths > 0 && Number.isFinite(lengths) ? Math.max(-1, Math.min(1, dot(a, b) / lengths)) : null;
}
