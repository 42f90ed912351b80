/** Targets as a loss sees them. */
export interface TargetsToCheck {
  /** The kind of target that the loss declares. */
  readonly kind: string | undefined;
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly predictionShape: readonly number[];
  /** The class id of rows that the loss ignores. */
  readonly ignoreIndex: number | undefined;
}

/** Targets of a kind, in words, and which values these are. */
interface Domain {
  readonly what: string;
  readonly contains: (value: number) => boolean;
  readonly remedy?: string;
}

/** What rounding may do to a number at the edge of a range. */
const TOLERANCE = 1e-3;

const fromZeroToOne: Domain = {
  what: 'targets from 0 to 1',
  contains: (value) => value >= -TOLERANCE && value <= 1 + TOLERANCE,
};
const notNegative: Domain = { what: 'targets >= 0', contains: (value) => value >= 0 };

const DOMAINS: Readonly<Record<string, Domain>> = {
  binary: fromZeroToOne,
  multilabel: fromZeroToOne,
  signs: {
    what: 'targets -1 or 1',
    contains: (value) => Math.abs(Math.abs(value) - 1) <= TOLERANCE,
    remedy: 'make -1 and 1 of 0 and 1 by tf.sub(tf.mul(y, 2), 1)',
  },
  counts: notNegative,
  'nonnegative continuous': notNegative,
  'positive continuous': { what: 'targets > 0', contains: (value) => value > 0 },
  'nonzero continuous': { what: 'targets other than 0', contains: (value) => value !== 0 },
  distributions: notNegative,
};

function domainOf({ kind, shape, predictionShape, ignoreIndex }: TargetsToCheck): Domain | undefined {
  if (kind !== 'multiclass') return kind === undefined ? undefined : DOMAINS[kind];
  const classes = predictionShape.at(-1);
  if (classes === undefined || shape.length >= predictionShape.length) return fromZeroToOne;
  return {
    what: `class ids from 0 to ${classes - 1}`,
    contains: (id) => (Number.isInteger(id) && id >= 0 && id < classes) || id === ignoreIndex,
  };
}

/** What of a batch's targets the loss is not made for, as `targets from 0 to 1, got 7 in row 2`. */
export function targetProblem(targets: TargetsToCheck): string | undefined {
  const domain = domainOf(targets);
  if (!domain) return undefined;
  const { values, shape } = targets;
  // What is not a number is reported as such.
  const found = Array.from(values).findIndex((value) => !Number.isNaN(value) && !domain.contains(value));
  if (found < 0) return undefined;
  const rowSize = Math.max(values.length / (shape[0] ?? 1), 1);
  const remedy = domain.remedy === undefined ? '' : `; ${domain.remedy}`;
  return `${domain.what}, got ${values[found]} in row ${Math.floor(found / rowSize)} of the batch${remedy}`;
}
