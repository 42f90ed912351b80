import { requestOf } from './readReferenceCases.mjs';

/** @typedef {import('./readReferenceCases.mjs').Nested} Nested */
/** @typedef {import('./readReferenceCases.mjs').ReferenceCase} ReferenceCase */
/** @typedef {ReturnType<typeof requestOf>} Request */
/** @typedef {{ readonly value: Nested, readonly gradients: readonly (Nested | null)[] }} Evaluation */

/** Largest errors that count as agreement; as in the tests, they are 1e-6 + 1e-5 · |value| and 1e-6 + 1e-4 · |gradient|. */
export const TOLERANCES = { value: 1e-5, gradient: 1e-4 };
/**
 * So that the error is relative for large numbers, and absolute for those near 0: beside larger ones in proportion to them, since
 * a small sum of large terms has their rounding.
 */
const OFFSETS = { value: 0.1, gradient: 0.01 };

/** @param {Nested} nested @returns {number[]} */
export function numbersOf(nested) {
  return typeof nested === 'object' ? nested.flatMap(numbersOf) : [Number(nested)];
}

/** @param {Nested} nested @returns {Nested} */
function overRowSums(nested) {
  if (typeof nested !== 'object') return nested;
  if (typeof nested[0] === 'object') return nested.map(overRowSums);
  const numbers = numbersOf(nested);
  const total = numbers.reduce((sum, number) => sum + number, 0);
  return numbers.map((number) => number / total);
}

/**
 * The gradient with respect to rows, from that with respect to the rows divided by their sums.
 *
 * @param {Nested} gradient
 * @param {Nested} rows
 * @returns {Nested}
 */
function throughRowSums(gradient, rows) {
  if (typeof gradient !== 'object' || typeof rows !== 'object') return gradient;
  if (typeof rows[0] === 'object') return rows.map((row, index) => throughRowSums(gradient[index] ?? 0, row));
  const [slopes, numbers] = [numbersOf(gradient), numbersOf(rows)];
  const total = numbers.reduce((sum, number) => sum + number, 0);
  const along = slopes.reduce((sum, slope, index) => sum + (slope * (numbers[index] ?? 0)) / total, 0);
  return slopes.map((slope) => (slope - along) / total);
}

/**
 * What losskit gives where the other library gives `value` and `gradients`.
 *
 * @param {ReferenceCase} reference
 * @param {(request: Request) => Evaluation} evaluate
 */
export function portedEvaluation(reference, evaluate) {
  const { inputs, divisor = 1, rowSums = false } = reference;
  const last = inputs.length - 1;
  const given = rowSums
    ? inputs.map((input, index) => (index === last ? overRowSums(input) : input))
    : inputs;
  const { value, gradients } = evaluate(requestOf({ ...reference, inputs: given }));
  const ported = gradients.map((gradient, index) =>
    rowSums && index === last && gradient !== null ? throughRowSums(gradient, inputs[index] ?? 0) : gradient,
  );
  const divided = (/** @type {Nested} */ nested) => numbersOf(nested).map((number) => number / divisor);
  return {
    value: divided(value),
    gradients: ported.map((gradient) => (gradient === null ? null : divided(gradient))),
  };
}

/**
 * The largest |difference| / (offset · max(1, largest |expected|) + |expected|); infinite where counts or what is not finite differ.
 *
 * @param {readonly number[]} actual
 * @param {readonly number[]} expected
 * @param {number} offset
 */
function worstError(actual, expected, offset) {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const largest = Math.max(1, ...expected.filter(Number.isFinite).map(Math.abs));
  return expected.reduce((worst, wanted, index) => {
    const got = actual[index] ?? Number.NaN;
    if (Object.is(got, wanted) || got === wanted) return worst;
    const error = Math.abs(got - wanted) / (offset * largest + Math.abs(wanted));
    return Math.max(worst, Number.isFinite(error) ? error : Number.POSITIVE_INFINITY);
  }, 0);
}

/**
 * The errors of losskit's value and gradients against those of a case. A gradient that the case leaves out is not
 * compared.
 *
 * @param {ReferenceCase} reference
 * @param {(request: Request) => Evaluation} evaluate
 */
export function compareCase(reference, evaluate) {
  const { value, gradients } = portedEvaluation(reference, evaluate);
  const gradientErrors = reference.gradients.map((expected, index) => {
    const gradient = gradients[index];
    return expected === null || !gradient ? 0 : worstError(gradient, numbersOf(expected), OFFSETS.gradient);
  });
  return {
    value: worstError(value, numbersOf(reference.value), OFFSETS.value),
    gradient: Math.max(0, ...gradientErrors),
  };
}
