import { UnsupportedError } from '@losskit/compiler';
import { LosskitError } from '@losskit/errors';
import { CompiledSteps } from '../engine/CompiledSteps.ts';
import { checkCompiledBackend } from '../engine/compiledBackends.ts';
import { EagerSteps } from '../engine/EagerSteps.ts';
import { MOST_BATCH_SHAPES } from '../engine/mostBatchShapes.ts';
import { aliasAll } from '../engine/Snapshot.ts';
import type { StepBatches } from '../engine/StepEngine.ts';
import { atStep } from './atStep.ts';
import { rowBatchesOf } from './batches/batchesFrom.ts';
import { changeEngine, type Run } from './Run.ts';

/** What is no limit of the compiler's must not look like one. */
function reasonOf(error: unknown): string {
  return error instanceof UnsupportedError
    ? error.message
    : `compiling it failed, please report it: ${error}`;
}

/** What `compile: 'require'` throws for what can't be compiled. */
export function notCompiledError(what: string, step: number, cause: UnsupportedError): LosskitError {
  const message = `train: expected ${what} that can be compiled, as compile: 'require' says, but ${cause.message}.`;
  return new LosskitError('step-not-compiled', message, { step }, { cause });
}

/** Notes why steps are eager. @throws LosskitError `step-not-compiled` where they must not be. */
function stayEager(run: Run, error: unknown): void {
  const reason = reasonOf(error);
  if (run.plan.compile === 'require') {
    if (!(error instanceof UnsupportedError)) throw atStep(error, run.step + 1);
    throw notCompiledError('a step', run.step + 1, error);
  }
  run.eagerReason = reason;
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
export async function chooseEngine(run: Run, batches: readonly StepBatches[]): Promise<void> {
  const { plan, engine } = run;
  if (plan.compile === 'off') return;
  let compiled: CompiledSteps | undefined;
  try {
    checkCompiledBackend();
    checkShapes(run);
    compiled = new CompiledSteps(
      {
        definition: plan.definition,
        source: rowBatchesOf(plan.batches),
        squaredNorms: plan.norms,
        fusedMultiplyAdd: plan.fusedMultiplyAdd,
        threads: plan.threads,
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
  run.oneThreadReason = compiled.oneThreadReason;
  changeEngine(run, compiled);
}

/** Whether the run's engine can take these batches, as they come next. */
export async function canTake(run: Run, batches: readonly StepBatches[]): Promise<boolean> {
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
