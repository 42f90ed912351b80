import { STRESS_NAMES } from '@losskit/tasks';
import { KIND_NAMES } from '@losskit/tasks/kind-names';
import { COMPILE_POLICIES } from '@losskit/trainer/compile-policies';
import { z } from 'zod';

import type { AcrossTasks } from '../across/AcrossTasksResult.ts';
import type { Comparison, LossResult, TaskResult } from '../result.ts';
import type { StressResult } from '../stress/StressResult.ts';
import { COMPARISON_VERSION } from './comparisonVersion.ts';
import { originSchema } from './originSchema.ts';

const text = z.string();
const number = z.number();
const count = z.number().int().nonnegative();
const nullableNumber = number.nullable();
const spread = z.object({ mean: number, low: number, high: number });
const difference = spread.extend({ pValue: number });
const namedNumbers = z.record(text, number);
const verdict = z.enum([
  'best',
  'as good',
  'slightly worse',
  'worse',
  'undecided',
  'not converged',
  'failed',
]);

const estimate = z.object({
  mean: nullableNumber,
  median: nullableNumber,
  low: nullableNumber,
  high: nullableNumber,
  values: z.array(nullableNumber),
});

const search = z.object({
  candidates: z.array(
    z.object({
      loss: text,
      learningRate: number.positive(),
      scores: z.array(nullableNumber),
      score: nullableNumber,
    }),
  ),
  range: z.tuple([number, number]),
  decades: number,
  failedShare: number,
  atEdge: z.boolean(),
});

const lossResult = z.object({
  loss: text,
  rank: count,
  verdict,
  explanation: text,
  sameAs: text.nullable(),
  learningRate: number.positive(),
  seeds: count,
  failures: z.object({ runs: count, low: number, high: number, reason: text }),
  difference: difference.nullable(),
  seedsToTell: count.nullable(),
  againstBaseline: difference
    .extend({ verdict: z.enum(['better', 'as good', 'worse', 'undecided']) })
    .nullable(),
  exact: z.object({ values: z.array(number), mean: number, excess: number }).nullable(),
  metrics: z.record(text, estimate),
  search,
}) satisfies z.ZodType<LossResult>;

const lostRun = z.object({
  loss: text,
  seed: count,
  learningRate: number.positive(),
  code: z.enum(['process-died', 'out-of-memory']),
  reason: text,
});

const taskResult = z.object({
  task: text,
  kind: z.enum(KIND_NAMES),
  sampling: z.enum(['fresh', 'split', 'fixed test']),
  figures: z.array(z.enum(['fitted plane', 'confusion', 'misclassified pictures'])),
  metric: text,
  higherIsBetter: z.boolean(),
  selectionMetric: text,
  metrics: z.array(z.object({ name: text, higherIsBetter: z.boolean() })),
  origin: originSchema,
  parts: z.object({ train: count, validation: count, test: count }),
  trivial: namedNumbers,
  margin: number.nonnegative(),
  resolution: number.nonnegative(),
  looks: z.array(z.object({ seeds: count, level: number, losses: count, stopped: z.array(text) })),
  saved: z.object({ runs: count, of: count }),
  recommended: text.nullable(),
  costAtMost: nullableNumber,
  baseline: text.nullable(),
  conclusion: z.enum([
    'clear',
    'within margin',
    'open',
    'one seed',
    'only loss',
    'same weights',
    'only comparable',
    'others failed',
    'nothing to compare',
    'none converged',
    'none finished',
    'none learned',
  ]),
  wouldChange: z
    .discriminatedUnion('by', [
      z.object({ by: z.literal('seeds'), seeds: count }),
      z.object({ by: z.literal('data') }),
      z.object({ by: z.literal('longer training'), losses: z.array(text) }),
      z.object({ by: z.literal('smaller margin'), margin: number }),
      z.object({ by: z.literal('larger margin'), loss: text, margin: number }),
    ])
    .nullable(),
  answer: text,
  summary: text,
  results: z.array(lossResult),
  lost: z.array(lostRun).exactOptional(),
  crossMatrix: z.object({
    evaluatedBy: z.array(text),
    rows: z.array(z.object({ trainedWith: text, values: z.array(nullableNumber) })),
  }),
}) satisfies z.ZodType<TaskResult>;

const taskConfig = z.object({
  task: text,
  data: z.record(text, z.union([text, z.array(text), z.array(number)])),
  model: text,
  parameters: count,
  optimizer: text,
  schedule: text,
  batchSize: count,
  epochs: count,
  learningRates: z.array(number.positive()),
  searchSeeds: z.array(count),
  backend: text,
});

const config = z.object({
  tasks: z.array(taskConfig),
  losses: z.array(text),
  seeds: z.array(count),
  confidence: number.positive().max(1),
  margin: z.union([number, text]),
  compile: z.enum(COMPILE_POLICIES).exactOptional(),
  baseline: text.nullable(),
  tune: z.record(text, z.record(text, z.array(number))).exactOptional(),
  method: z.object({ legend: text, verdicts: z.record(verdict, text), notes: z.record(text, text) }),
  versions: z.record(text, text),
  platform: text,
});

const across = z.object({
  tasks: z.array(text),
  losses: z.array(
    z.object({ loss: text, rank: spread, interquartileMean: spread, profile: z.array(number) }),
  ),
  profileAt: z.array(number),
  improvement: z.array(z.object({ loss: text, over: text, probability: spread })),
  criticalDifference: nullableNumber,
}) satisfies z.ZodType<AcrossTasks>;

const stress = z.object({
  task: text,
  stress: z.enum(STRESS_NAMES),
  level: text,
  levels: z.array(number),
  metric: text,
  higherIsBetter: z.boolean(),
  trivial: number,
  margin: number,
  slopePer: z.union([z.literal(1), z.literal('×10')]),
  losses: z.array(
    z.object({
      loss: text,
      points: z.array(
        z.object({ level: number, mean: nullableNumber, low: nullableNumber, high: nullableNumber }),
      ),
      slope: spread.nullable(),
      worseFrom: nullableNumber,
      breaksDown: z.object({ at: nullableNumber, from: nullableNumber, to: nullableNumber }).nullable(),
    }),
  ),
}) satisfies z.ZodType<StressResult>;

/** All that `comparison.json` may hold. */
export const comparisonSchema = z.object({
  version: z.literal(COMPARISON_VERSION),
  config,
  tasks: z.array(taskResult),
  across: across.exactOptional(),
  stress: z.array(stress).exactOptional(),
  warnings: z
    .array(z.object({ task: text, code: text, message: text, losses: z.array(text) }))
    .exactOptional(),
  problems: z.array(z.object({ task: text, code: text, message: text })).exactOptional(),
}) satisfies z.ZodType<Comparison>;

/** What figures are drawn on, as `previews.json` holds it. */
export const previewsSchema = z.array(
  z.object({
    task: text,
    featureNames: z.array(text).exactOptional(),
    targetName: text.exactOptional(),
    truth: z.object({ intercept: number, coefficients: z.array(number) }).exactOptional(),
    points: z
      .array(z.object({ features: z.array(number), target: number, outlier: z.boolean() }))
      .exactOptional(),
    classNames: z.array(text).exactOptional(),
    samples: z.array(z.object({ label: count, picture: text })).exactOptional(),
  }),
);

/** Seconds of wall time, as `timings.json` holds them. */
export const timingsSchema = z.object({
  total: number.nonnegative(),
  runs: z.array(z.object({ task: text, loss: text, seed: count, seconds: number.nonnegative() })),
});
