import { readFile } from 'node:fs/promises';
import { prepareBackend } from '@losskit/backends';
import * as tf from '@tensorflow/tfjs-core';

import type { TaskComparison } from './compareTask.ts';
import type { ComparisonConfig, TaskConfig } from './result.ts';

async function ownVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return String(version);
}

async function taskConfig(comparison: TaskComparison): Promise<TaskConfig> {
  const { task, plan, searchSeeds, source, backend } = comparison;
  const prepared = await prepareBackend(backend, plan.workload);
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
    backend: prepared.name,
  };
}

/** Everything needed to repeat a comparison, and nothing that changes when it is repeated. */
export async function comparisonConfig(comparisons: readonly TaskComparison[]): Promise<ComparisonConfig> {
  const tasks: TaskConfig[] = [];
  for (const comparison of comparisons) tasks.push(await taskConfig(comparison));
  const first = comparisons[0];
  return {
    tasks,
    losses: [...new Set(comparisons.flatMap(({ losses }) => losses.map(({ name }) => name)))],
    seeds: first?.seeds ?? [],
    confidence: first?.confidence ?? 0.95,
    versions: { losskit: await ownVersion(), tfjs: tf.version_core, node: process.versions.node },
    platform: `${process.platform}-${process.arch}`,
  };
}
