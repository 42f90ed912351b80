import { z } from 'zod';

const summary = z.object({
  minimum: z.number(),
  median: z.number(),
  spread: z.number(),
  repetitions: z.number(),
});

const timed = z.object({
  peer: z.string(),
  version: z.string(),
  /** Seconds a step. */
  elapsed: summary,
  processor: summary,
});

const omitted = z.object({
  peer: z.string(),
  /** Why it has no time: it can't do the case, is not installed, has failed, or came to another loss. */
  kind: z.enum(['unsupported', 'missing', 'failed', 'disagrees']),
  /** Why there is no time, as a phrase. */
  reason: z.string(),
});

const targetResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ratio'),
    peer: z.string(),
    by: z.string(),
    time: z.enum(['elapsed', 'processor']),
    bound: z.enum(['at most', 'at least']),
    limit: z.number(),
    measured: z.number(),
    reached: z.boolean(),
  }),
  z.object({
    kind: z.literal('seconds'),
    peer: z.string(),
    minus: z.string().optional(),
    time: z.enum(['elapsed', 'processor']),
    /** Seconds a step, as what was measured. */
    limit: z.number(),
    measured: z.number(),
    reached: z.boolean(),
  }),
]);

const caseResult = z.object({
  suite: z.string(),
  name: z.string(),
  description: z.string(),
  threads: z.enum(['one', 'all']),
  peers: z.array(timed),
  omitted: z.array(omitted),
  targets: z.array(targetResult),
});

const growth = z.object({
  /** What grows along x. */
  axis: z.string(),
  curves: z.array(
    z.object({
      peer: z.string(),
      points: z.array(z.object({ x: z.number(), seconds: z.number() })),
      exponent: z.number(),
    }),
  ),
});

const memory = z.object({
  peer: z.string(),
  rows: z.array(
    z.object({ step: z.number(), tensors: z.number(), bytes: z.number(), residentBytes: z.number() }),
  ),
});

/** What a run of the bench has found. */
export const benchResult = z.object({
  version: z.literal(1),
  losskit: z.string(),
  machine: z.object({
    processor: z.string(),
    cores: z.number(),
    memoryBytes: z.number(),
    platform: z.string(),
    node: z.string(),
    v8: z.string(),
  }),
  cases: z.array(caseResult),
  growth: z.array(growth),
  memory: z.array(memory),
});

export type BenchResult = z.infer<typeof benchResult>;
export type CaseResult = z.infer<typeof caseResult>;
export type TimedPeer = z.infer<typeof timed>;
export type OmittedPeer = z.infer<typeof omitted>;
export type TargetResult = z.infer<typeof targetResult>;
export type Growth = z.infer<typeof growth>;
export type MemoryUse = z.infer<typeof memory>;

/**
 * The time that counts: on one thread that of the processor, which what else the machine does disturbs least; on
 * several, time that passes.
 */
export function countedTime({ threads }: Pick<CaseResult, 'threads'>): 'elapsed' | 'processor' {
  return threads === 'one' ? 'processor' : 'elapsed';
}
