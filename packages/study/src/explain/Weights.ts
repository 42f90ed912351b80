/** Weights of a model by name. */
export type Weights = ReadonlyMap<string, Float32Array>;

function combined(first: Weights, compute: (name: string, values: Float32Array) => Float32Array): Weights {
  return new Map([...first].map(([name, values]) => [name, compute(name, values)]));
}

/** On the straight line between two models: the first at 0, the second at 1. */
export function between(first: Weights, second: Weights, at: number): Weights {
  return combined(first, (name, values) => {
    const others = second.get(name);
    return values.map((value, place) => (1 - at) * value + at * (others?.[place] ?? Number.NaN));
  });
}

/** A model moved along directions, each a multiple of one. */
export function moved(
  from: Weights,
  along: readonly { readonly direction: Float64Array; readonly by: number }[],
): Weights {
  let start = 0;
  return combined(from, (_, values) => {
    const offset = start;
    start += values.length;
    return values.map((value, place) =>
      along.reduce((sum, { direction, by }) => sum + by * (direction[offset + place] ?? Number.NaN), value),
    );
  });
}

/** What leads from one model to another, all weights in a row. */
export function difference(from: Weights, to: Weights): Float64Array {
  return Float64Array.from(
    [...from].flatMap(([name, values]) => {
      const others = to.get(name);
      return Array.from(values, (value, place) => (others?.[place] ?? Number.NaN) - value);
    }),
  );
}
