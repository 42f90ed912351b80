import { UnsupportedError } from '@losskit/compiler';
import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { CompiledSteps, MOST_BATCH_SHAPES } from '../engine/CompiledSteps.ts';
import { COMPILED_BACKENDS } from '../engine/compiledBackends.ts';
import { EagerSteps } from '../engine/EagerSteps.ts';
import { aliasAll } from '../engine/Snapshot.ts';
import type { StepBatch } from '../engine/StepEngine.ts';
import { atStep } from './atStep.ts';
import { rowBatchesOf } from './batches/batchesFrom.ts';
import { changeEngine, type Run } from './Run.ts';

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Notes why steps are eager. @throws LosskitError `step-not-compiled` where they must not be. */
function stayEager(run: Run, error: unknown): void {
  const reason = reasonOf(error);
  if (run.plan.compile === 'require') {
    if (!(error instanceof UnsupportedError)) throw atStep(error, run.step + 1);
    const message = `train: expected a step that can be compiled, as compile: 'require' says, but ${reason}.`;
    throw new LosskitError('step-not-compiled', message, { step: run.step + 1 }, { cause: error });
  }
  run.eagerReason = reason;
}

function checkBackend(): void {
  const backend = tf.getBackend();
  if (COMPILED_BACKENDS.includes(backend)) return;
  throw new UnsupportedError(
    `the backend '${backend}' computes elsewhere; compiled steps run beside ${COMPILED_BACKENDS.join(' or ')}`,
  );
}

function checkShapes({ batchShapes }: Run): void {
  if (batchShapes.length <= MOST_BATCH_SHAPES) return;
  throw new UnsupportedError(`there were batches of more than ${MOST_BATCH_SHAPES} shapes`);
}

/**
 * Lets the run take compiled steps, if they are wanted and if they can be had; the first batches show it.
 *
 * @throws LosskitError `step-not-compiled` where they can't and must.
 */
export async function chooseEngine(run: Run, batches: readonly StepBatch[]): Promise<void> {
  const { plan, engine } = run;
  if (plan.compile === 'off') return;
  let compiled: CompiledSteps | undefined;
  try {
    checkBackend();
    checkShapes(run);
    compiled = new CompiledSteps(
      {
        definition: plan.definition,
        source: rowBatchesOf(plan.batches),
        squaredNorms: plan.norms,
        fusedMultiplyAdd: plan.fusedMultiplyAdd,
        lastStep: Math.min(plan.steps, plan.epochSteps) - 1,
        inspects: run.warnings === undefined,
        batchShapes: run.batchShapes,
      },
      engine.optimizerState(),
    );
    await compiled.prepare(batches, run.step);
  } catch (error) {
    compiled?.dispose();
    stayEager(run, error);
    return;
  }
  run.warnings ??= compiled.warnings;
  run.batchShapes = compiled.batchShapes;
  changeEngine(run, compiled);
}

/** Whether the run's engine can take these batches, as they come next. */
export async function canTake(run: Run, batches: readonly StepBatch[]): Promise<boolean> {
  const { engine } = run;
  try {
    await engine.prepare(batches, run.step);
    return true;
  } catch (error) {
    stayEager(run, error);
    return false;
  } finally {
    if (engine instanceof CompiledSteps) run.batchShapes = engine.batchShapes;
  }
}

/** Goes on with eager steps; all taken so far have been read. */
export function changeToEager(run: Run): void {
  run.engine.publish();
  changeEngine(run, new EagerSteps(run.plan.definition, aliasAll(run.engine.optimizerState())));
}
