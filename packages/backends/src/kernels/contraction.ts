/** The operations that a contraction is made of, on tensors or on a kernel's inputs and outputs. */
export interface Algebra<T> {
  shapeOf(x: T): readonly number[];
  sum(x: T, axis: number[]): T;
  transpose(x: T, perm: number[]): T;
  reshape(x: T, shape: number[]): T;
  /** The product of two batches of matrices. */
  matMul(a: T, b: T): T;
}

/** A tensor with one letter for each axis. */
export interface Labelled<T> {
  readonly tensor: T;
  readonly labels: readonly string[];
}

/** Sums over the axes whose labels `keep` refuses. */
function sumOut<T>(algebra: Algebra<T>, { tensor, labels }: Labelled<T>, keep: (label: string) => boolean) {
  const axis = labels.flatMap((label, index) => (keep(label) ? [] : [index]));
  return {
    tensor: axis.length === 0 ? tensor : algebra.sum(tensor, axis),
    labels: labels.filter(keep),
  };
}

/** The tensor with its axes in this order. */
function arrange<T>(algebra: Algebra<T>, { tensor, labels }: Labelled<T>, order: readonly string[]): T {
  const perm = order.map((label) => labels.indexOf(label));
  return perm.every((axis, index) => axis === index) ? tensor : algebra.transpose(tensor, perm);
}

/** The product of two tensors, summed over the labels that `isOutput` refuses: one batched matrix product. */
function multiply<T>(
  algebra: Algebra<T>,
  first: Labelled<T>,
  second: Labelled<T>,
  isOutput: (label: string) => boolean,
  size: (labels: readonly string[]) => number,
): Labelled<T> {
  const a = sumOut(algebra, first, (label) => isOutput(label) || second.labels.includes(label));
  const b = sumOut(algebra, second, (label) => isOutput(label) || first.labels.includes(label));
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter(isOutput);
  const summed = shared.filter((label) => !isOutput(label));
  const onlyA = a.labels.filter((label) => !shared.includes(label));
  const onlyB = b.labels.filter((label) => !shared.includes(label));
  const left = arrange(algebra, a, [...batch, ...onlyA, ...summed]);
  const right = arrange(algebra, b, [...batch, ...summed, ...onlyB]);
  const product = algebra.matMul(
    algebra.reshape(left, [size(batch), size(onlyA), size(summed)]),
    algebra.reshape(right, [size(batch), size(summed), size(onlyB)]),
  );
  const labels = [...batch, ...onlyA, ...onlyB];
  const shape = labels.map((label) => size([label]));
  return { tensor: algebra.reshape(product, shape), labels };
}

/**
 * Multiplies one or two tensors where their labels agree and sums over the labels that the output hasn't
 * (Einstein's convention).
 *
 * @throws RangeError if a label stands for axes of different lengths.
 */
export function contract<T>(
  algebra: Algebra<T>,
  operands: readonly Labelled<T>[],
  output: readonly string[],
): T {
  const sizes = new Map<string, number>();
  for (const { tensor, labels } of operands) {
    const shape = algebra.shapeOf(tensor);
    if (shape.length !== labels.length) {
      throw new RangeError(
        `einsum: expected ${labels.length} axes for '${labels.join('')}', got ${shape.length}.`,
      );
    }
    labels.forEach((label, axis) => {
      const length = shape[axis] ?? 1;
      const known = sizes.get(label) ?? length;
      if (known !== length)
        throw new RangeError(`einsum: expected axis '${label}' of ${known}, got ${length}.`);
      sizes.set(label, length);
    });
  }
  const size = (labels: readonly string[]) =>
    labels.reduce((product, label) => product * (sizes.get(label) ?? 1), 1);
  const isOutput = (label: string) => output.includes(label);
  const [first, second] = operands;
  if (!first) throw new TypeError('einsum: expected a tensor, got none.');
  const result = second ? multiply(algebra, first, second, isOutput, size) : sumOut(algebra, first, isOutput);
  return arrange(algebra, result, output);
}
