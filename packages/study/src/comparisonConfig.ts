import { relative } from 'node:path';
import { describeEngine, type PreparedBackend, prepareBackend } from '@losskit/backends';
import type { TaskReference } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs-core';
import { ownVersion } from './ownVersion.ts';
import type { ComparisonConfig, TaskConfig } from './RecordedConfig.ts';
import type { TaskComparison } from './TaskComparison.ts';

/** A task and where it will be trained. */
export interface TaskBackend {
  readonly task: string;
  readonly backend: PreparedBackend;
}

/** Where a task is from, with no path that only this machine has. */
function dataOf(reference: TaskReference | undefined): TaskConfig['data'] {
  if (!reference) return { from: 'script' };
  if (reference.from === 'stress') {
    return { ...dataOf(reference.task), stress: reference.kind, level: String(reference.level) };
  }
  const { name: _, ...where } = reference;
  const described: Record<string, string | readonly string[] | readonly number[]> = {};
  for (const [key, value] of Object.entries(where)) if (value !== undefined) described[key] = value;
  return reference.from === 'module'
    ? { ...described, file: relative(process.cwd(), reference.file) }
    : described;
}

async function taskConfig(comparison: TaskComparison, prepared: PreparedBackend): Promise<TaskConfig> {
  const { task, plan, searchSeeds } = comparison;
  const { engine, threads } = await describeEngine(prepared.name);
  return {
    task: task.name,
    data: dataOf(task.reference),
    model: plan.model,
    parameters: plan.parameters,
    optimizer: plan.optimizer,
    schedule: plan.schedule,
    batchSize: Math.min(plan.batchSize, plan.data.train.rows),
    epochs: plan.epochs,
    learningRates: plan.learningRates,
    searchSeeds,
    backend: `${prepared.name} (${engine}, ${threads} ${threads === 1 ? 'thread' : 'threads'})`,
  };
}

/** Everything needed to repeat a comparison, and nothing that changes when it is repeated; and where tasks are trained. */
export async function comparisonConfig(
  comparisons: readonly TaskComparison[],
  asked: Pick<
    ComparisonConfig,
    'seeds' | 'confidence' | 'margin' | 'compile' | 'baseline' | 'tune' | 'method'
  >,
): Promise<{ readonly config: ComparisonConfig; readonly backends: readonly TaskBackend[] }> {
  const tasks: TaskConfig[] = [];
  const backends: TaskBackend[] = [];
  for (const comparison of comparisons) {
    const backend = await prepareBackend(comparison.backend, comparison.plan.workload);
    backends.push({ task: comparison.task.name, backend });
    tasks.push(await taskConfig(comparison, backend));
  }
  const config: ComparisonConfig = {
    tasks,
    losses: [...new Set(comparisons.flatMap(({ losses }) => losses.map(({ loss }) => loss.name)))],
    ...asked,
    versions: { losskit: await ownVersion(), tfjs: tf.version_core, node: process.versions.node },
    platform: `${process.platform}-${process.arch}`,
  };
  return { config, backends };
}
