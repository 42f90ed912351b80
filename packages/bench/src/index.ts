export { type BenchRun, bench } from './bench.ts';
export type { PeerCommand } from './protocol/inOwnProcess.ts';
export type { Threads } from './protocol/threads.ts';
export { type BenchResult, benchResult } from './result/BenchResult.ts';
export type { Slower } from './result/compareResults.ts';
export { formatMarkdown } from './result/formatMarkdown.ts';
export { growthFigure } from './result/growthFigure.ts';
export { readBenchResult } from './result/readBenchResult.ts';
export { SUITES } from './suites/suites.ts';
