import { z } from 'zod';

const numbers = z.array(z.number());
/** Null where a number is not finite. */
const values = z.array(z.number().nullable());

const curvesSchema = z.strictObject({
  /** What x is: `residual` (prediction − target), `log ratio` (of the predicted rate to the count) or `margin` (of the true class). */
  axis: z.enum(['residual', 'log ratio', 'margin']),
  /** Whether a residual of 1 is a standard deviation of the target, and not its unit. */
  standardized: z.boolean(),
  x: numbers,
  /** By loss: of one row that stands at x. Losses that no single row has a value of are missing. */
  lines: z.array(z.strictObject({ loss: z.string(), value: values, slope: values, curvature: values })),
  /** By loss: where training examples stand at the loss's own solution, rising; quantiles where they are many. */
  rug: z.array(z.strictObject({ loss: z.string(), positions: numbers })),
});

const gradientsSchema = z.strictObject({
  loss: z.string(),
  /** Of the summed length of the gradients on the outputs, at the loss's own solution: what the 1 % of examples with the longest own. */
  topShare: z.number().nullable(),
  /** Share of the examples whose gradient there is shorter than a millionth of the longest. */
  withoutGradient: z.number(),
  /** The simple noise scale at the first weights, in examples, with its 95 % interval; null where it cannot be told from infinity. */
  noiseScale: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
});

const pathSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** From 0 to 1, which are the two solutions. */
  at: numbers,
  /** Mean of the first loss and of the second on training examples, and the ranking metric on the test examples. */
  fromLoss: values,
  toLoss: values,
  metric: values,
});

const landscapeSchema = z.strictObject({
  /** Lengths in weights, from the first mark. */
  x: numbers,
  y: numbers,
  /** Where the solutions are, or their shadows on the plane, and how far off it; the first weights have no loss. */
  marks: z.array(
    z.strictObject({ loss: z.string().nullable(), x: z.number(), y: z.number(), offPlane: z.number() }),
  ),
  /** By loss: its mean on training examples, [y][x]. */
  losses: z.array(z.strictObject({ loss: z.string(), values: z.array(values) })),
  /** The ranking metric on the test examples, [y][x]. */
  metric: z.array(values),
});

const reliabilitySchema = z.strictObject({
  loss: z.string(),
  /** Expected calibration error. */
  error: z.number(),
  bins: z.array(z.strictObject({ answers: z.number(), confidence: z.number(), right: z.number() })),
});

const disagreementsSchema = z.strictObject({
  /** Test examples that a pair shows, each once. */
  examples: z.array(
    z.strictObject({
      row: z.number().int(),
      name: z.string(),
      target: z.string(),
      /** PNG file as a data URI, where inputs are pictures. */
      picture: z.string().exactOptional(),
      /** Inputs by name in original units, where they are few numbers. */
      inputs: z.array(z.strictObject({ name: z.string(), value: z.string() })).exactOptional(),
    }),
  ),
  pairs: z.array(
    z.strictObject({
      first: z.string(),
      second: z.string(),
      /** The farthest apart first. */
      rows: z.array(z.strictObject({ row: z.number().int(), first: z.string(), second: z.string() })),
    }),
  ),
});

/** Why losses differ on a task: what is seen of the models of one seed. A view that its kind of target does not have is missing. */
export const explanationSchema = z.strictObject({
  /** The seed whose models are looked at. */
  seed: z.number().int(),
  /** Examples that are looked at, at most. */
  examples: z.strictObject({ train: z.number().int(), test: z.number().int() }),
  /** The losses that are explained, best first. */
  losses: z.array(z.string()),
  /** The metric of paths and landscape: the one that ranks, or that chose where that one is measured otherwise. */
  metric: z.strictObject({ name: z.string(), higherIsBetter: z.boolean() }),
  curves: curvesSchema.exactOptional(),
  gradients: z.array(gradientsSchema),
  /** Cosine of the angle between the gradients of two losses on the same examples at the first weights, [loss][loss]. */
  cosines: z.array(values),
  /** From the solution of the best loss to that of each other, on a straight line. */
  paths: z.array(pathSchema),
  /** Missing where three solutions make no plane. */
  landscape: landscapeSchema.exactOptional(),
  reliability: z.array(reliabilitySchema).exactOptional(),
  disagreements: disagreementsSchema.exactOptional(),
});

export type Explanation = Readonly<z.infer<typeof explanationSchema>>;
