import { availableParallelism, cpus, totalmem } from 'node:os';

import type { BenchResult } from './BenchResult.ts';

/** The machine that this process runs on. */
export function describeMachine(): BenchResult['machine'] {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
  };
}
