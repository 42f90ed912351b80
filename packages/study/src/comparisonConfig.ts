import { describeEngine, type PreparedBackend, prepareBackend } from '@losskit/backends';
import * as tf from '@tensorflow/tfjs-core';

import type { TaskComparison } from './compareTask.ts';
import { ownVersion } from './ownVersion.ts';
import type { ComparisonConfig, TaskConfig } from './result.ts';

/** A task and where it will be trained. */
export interface TaskBackend {
  readonly task: string;
  readonly backend: PreparedBackend;
}

async function taskConfig(
  { task, plan, searchSeeds, source }: TaskComparison,
  prepared: PreparedBackend,
): Promise<TaskConfig> {
  const { engine, threads } = await describeEngine(prepared.name);
  const model = plan.model.create(0);
  const variables = Object.values(model.variables);
  const parameters = variables.reduce((sum, variable) => sum + variable.size, 0);
  tf.dispose(variables);
  return {
    task: task.name,
    data: { ...source },
    model: plan.model.description,
    parameters,
    optimizer: 'adam (beta1 0.9, beta2 0.999, epsilon 1e-8)',
    schedule: 'cosine decay to 0',
    batchSize: plan.batchSize,
    epochs: plan.epochs,
    learningRates: plan.learningRates,
    searchSeeds,
    backend: `${prepared.name} (${engine}, ${threads} ${threads === 1 ? 'thread' : 'threads'})`,
  };
}

/** Everything needed to repeat a comparison, and nothing that changes when it is repeated; and where tasks are trained. */
export async function comparisonConfig(
  comparisons: readonly TaskComparison[],
): Promise<{ readonly config: ComparisonConfig; readonly backends: readonly TaskBackend[] }> {
  const tasks: TaskConfig[] = [];
  const backends: TaskBackend[] = [];
  for (const comparison of comparisons) {
    const backend = await prepareBackend(comparison.backend, comparison.plan.workload);
    backends.push({ task: comparison.task.name, backend });
    tasks.push(await taskConfig(comparison, backend));
  }
  const first = comparisons[0];
  const config: ComparisonConfig = {
    tasks,
    losses: [...new Set(comparisons.flatMap(({ losses }) => losses.map(({ name }) => name)))],
    seeds: first?.seeds ?? [],
    confidence: first?.confidence ?? 0.95,
    versions: { losskit: await ownVersion(), tfjs: tf.version_core, node: process.versions.node },
    platform: `${process.platform}-${process.arch}`,
  };
  return { config, backends };
}
