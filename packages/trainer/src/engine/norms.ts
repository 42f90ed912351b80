/** Euclidean norms: of each variable's tensor, and of all together. */
export interface NormsOfKind {
  readonly global: number;
  readonly variables: Readonly<Record<string, number>>;
}

/** How long weights (before the update), gradients and updates of one step are. */
export interface Norms {
  readonly weight: NormsOfKind;
  readonly gradient: NormsOfKind;
  readonly update: NormsOfKind;
}

/** Norms of what a step measured: [3, variables], squared. */
export function normsOf(squares: Float32Array, names: readonly string[]): Norms {
  const kind = (row: number): NormsOfKind => {
    const ofKind = squares.subarray(row * names.length, (row + 1) * names.length);
    return {
      global: Math.sqrt(ofKind.reduce((sum, square) => sum + square, 0)),
      variables: Object.fromEntries(names.map((name, index) => [name, Math.sqrt(ofKind[index] ?? 0)])),
    };
  };
  return { weight: kind(0), gradient: kind(1), update: kind(2) };
}
