import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { type FileSystem, readWholeFile, readWholeFolder } from '@losskit/files';

import type { RunRecord } from '../RunRecord.ts';
import type { Comparison, LossResult } from '../result.ts';
import { nameOfRun } from './nameOfRun.ts';
import { parseStoredRun } from './storedRun.ts';

/** A run that the verdicts rest on and that the store cannot show. */
export interface MissingRun {
  readonly task: string;
  readonly loss: string;
  readonly seed: number;
}

async function recordIn(path: string, files: FileSystem): Promise<RunRecord | undefined> {
  try {
    return parseStoredRun(new TextDecoder().decode(await readWholeFile(path, files)))?.run.record;
  } catch (error) {
    if (error instanceof LosskitError) return undefined;
    throw error;
  }
}

/** Whether the verdicts were made of this run: they have its values, or the trivial model's where it counts as that. */
function isOf(
  { status, test, trivial, learningRate }: RunRecord,
  result: LossResult,
  place: number,
): boolean {
  if (learningRate !== result.learningRate) return false;
  if (status !== 'finished') return true;
  return Object.entries(result.metrics).every(([name, { values }]) => {
    const value = values[place] ?? null;
    return value === null || value === (test[name] ?? value) || value === trivial[name];
  });
}

/** The runs at the chosen learning rates, in the order of the ranking and of the seeds, and which of them there are not. */
export async function storedRuns(
  folder: string,
  { tasks, config }: Comparison,
  files: FileSystem,
): Promise<{ readonly runs: readonly RunRecord[]; readonly missing: readonly MissingRun[] }> {
  const named = new Map<string, string[]>();
  for (const { name } of await readWholeFolder(folder, files)) {
    const start = name.slice(0, name.lastIndexOf('-') + 1);
    named.set(start, [...(named.get(start) ?? []), join(folder, name)]);
  }
  const runs: RunRecord[] = [];
  const missing: MissingRun[] = [];
  for (const { task, results } of tasks) {
    for (const result of results) {
      const { loss } = result;
      for (const [place, seed] of config.seeds.slice(0, result.seeds).entries()) {
        const paths = named.get(nameOfRun({ task, loss, seed })) ?? [];
        const stored = await Promise.all(paths.map((path) => recordIn(path, files)));
        const fitting = stored.flatMap((record) =>
          record?.task === task && record.loss === loss && record.seed === seed && isOf(record, result, place)
            ? [record]
            : [],
        );
        // What had not converged was run again, for longer.
        const [longest] = fitting.sort((a, b) => b.steps - a.steps);
        if (longest) runs.push(longest);
        else missing.push({ task, loss, seed });
      }
    }
  }
  return { runs, missing };
}
