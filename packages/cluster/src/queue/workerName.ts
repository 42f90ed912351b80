import { hostname } from 'node:os';

/** Who works on a comparison. */
export interface Crew {
  readonly machines: number;
  /** Runs that go on at the same time on all of them. */
  readonly jobs: number;
}

/** What a worker is called at the broker: its machine, its process and how many runs it does at a time. */
export function workerName(jobs: number): string {
  const machine = hostname()
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 100);
  return `${machine}:${process.pid}:${jobs}`;
}

/** Who works, by the names that the broker has of them. */
export function readCrew(workers: readonly Readonly<Record<string, string | undefined>>[]): Crew {
  const named = workers.flatMap(({ rawname = '' }) => /:w:(.+):(\d+):(\d+)$/.exec(rawname)?.slice(1) ?? []);
  const machines = new Set(named.filter((_, place) => place % 3 === 0));
  const jobs = named.filter((_, place) => place % 3 === 2).reduce((sum, count) => sum + Number(count), 0);
  return { machines: machines.size, jobs };
}
