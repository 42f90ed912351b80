import { LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { EagerSteps } from '../engine/EagerSteps.ts';
import { assignAll } from '../engine/Snapshot.ts';
import { unpackLosses } from '../engine/StepLosses.ts';
import type { NamedTensors, NamedVariables } from '../model/NamedTensors.ts';
import type { Plan } from './Plan.ts';
import { changeEngine, disposeRun, type Run, startRun } from './Run.ts';
import { checkIdentity } from './runIdentity.ts';
import {
  listAt,
  numberAt,
  numberOrNullAt,
  numbersByName,
  numbersOf,
  objectAt,
  textsOf,
} from './stateJson.ts';
import type { TensorData, TrainingState } from './TrainingState.ts';

function mismatch(what: string, saved: string, current: string): LosskitError {
  return new LosskitError(
    'checkpoint-mismatch',
    `train: expected ${what} of the state to resume to be ${current}, got ${saved}.`,
  );
}

function describeTensor(tensor: { readonly shape: readonly number[]; readonly dtype: string }): string {
  return `[${tensor.shape}] ${tensor.dtype}`;
}

/** The tensors of one group, checked against those that they replace. */
function groupOf(state: TrainingState, prefix: string, current: NamedTensors): [string, TensorData][] {
  const saved = [...state.tensors].flatMap(([path, data]): [string, TensorData][] =>
    path.startsWith(`${prefix}/`) ? [[path.slice(prefix.length + 1), data]] : [],
  );
  for (const [name] of saved) {
    if (!Object.hasOwn(current, name))
      throw mismatch(`a ${prefix}`, `'${name}'`, 'of the model and optimizer');
  }
  const found = new Map(saved);
  for (const [name, tensor] of Object.entries(current)) {
    const data = found.get(name);
    const have = describeTensor(tensor);
    if (!data) throw mismatch(`the ${prefix} '${name}'`, 'none', have);
    if (describeTensor(data) !== have) throw mismatch(`the ${prefix} '${name}'`, describeTensor(data), have);
  }
  return saved;
}

function makeTensors(group: readonly [string, TensorData][]): NamedTensors {
  return Object.fromEntries(
    group.map(([name, { values, shape, dtype }]) => [name, tf.tensor(values.slice(), [...shape], dtype)]),
  );
}

function assignGroup(variables: NamedVariables, group: readonly [string, TensorData][]): void {
  const values = makeTensors(group);
  assignAll(variables, values);
  tf.dispose(values);
}

function importProgress(run: Run, { progress }: TrainingState): void {
  const stopping = objectAt(progress, 'earlyStopping');
  run.pendingLosses = listAt(progress, 'pending').map((losses) => unpackLosses(numbersOf(losses, 'pending')));
  run.lastLoss = numberOrNullAt(progress, 'lastLoss') ?? undefined;
  run.rows = listAt(progress, 'rows').map((row) => numbersByName(row, 'rows'));
  run.passStarts = numbersOf(progress.passStarts, 'passStarts');
  run.earlyStopping = {
    best: numberOrNullAt(stopping, 'best'),
    bestStep: numberOrNullAt(stopping, 'bestStep'),
    wait: numberAt(stopping, 'wait'),
    checks: numberAt(stopping, 'checks'),
    stopped: stopping.stopped === true,
  };
  if (run.plan.plateau) {
    const plateau = objectAt(progress, 'plateau');
    run.plateau = {
      learningRate: numberAt(plateau, 'learningRate'),
      best: numberOrNullAt(plateau, 'best'),
      wait: numberAt(plateau, 'wait'),
      cooldown: numberAt(plateau, 'cooldown'),
    };
  }
  const { engine } = progress;
  run.resumedEngine = engine === 'eager' || engine === 'compiled' ? engine : undefined;
  run.batchShapes = textsOf(progress.batchShapes ?? [], 'batchShapes');
  run.skipped = numberAt(progress, 'skipped');
  run.skippedInARow = numberAt(progress, 'skippedInARow');
}

/**
 * A run that goes on where another one was.
 *
 * @throws LosskitError `checkpoint-mismatch` for another model, optimizer or other options, naming the
 *   difference, before anything of the model is changed; `checkpoint-malformed` for what is no such state.
 */
export function resumeRun(plan: Plan, state: TrainingState): Run {
  const { model } = plan.definition;
  const { variables, nonTrainableVariables = {} } = model;
  const run = startRun(plan);
  try {
    if (!(Number.isSafeInteger(state.step) && state.step >= 0)) {
      throw new LosskitError(
        'checkpoint-malformed',
        `train: expected a state at a step >= 0, got ${state.step}.`,
      );
    }
    checkIdentity(plan, objectAt(state.progress, 'identity'));
    const hasBest = [...state.tensors.keys()].some((path) => path.startsWith('best/'));
    const groups = {
      variables: groupOf(state, 'variable', variables),
      nonTrainable: groupOf(state, 'nonTrainable', nonTrainableVariables),
      optimizerState: groupOf(state, 'slot', run.engine.optimizerState()),
      best: hasBest ? groupOf(state, 'best', variables) : [],
      bestNonTrainable: hasBest ? groupOf(state, 'bestNonTrainable', nonTrainableVariables) : [],
    };
    importProgress(run, state);
    run.step = state.step;
    assignGroup(variables, groups.variables);
    assignGroup(nonTrainableVariables, groups.nonTrainable);
    changeEngine(run, new EagerSteps(plan.definition, makeTensors(groups.optimizerState)));
    if (hasBest) {
      run.best = {
        variables: makeTensors(groups.best),
        nonTrainableVariables: makeTensors(groups.bestNonTrainable),
      };
    }
    return run;
  } catch (error) {
    disposeRun(run);
    throw error;
  }
}
