import { seededBatches } from '@losskit/data';
import { type History, type Progress, type TrainingWarning, train } from '@losskit/trainer';

import type { CurvePoint, RunRecord } from '../RunRecord.ts';
import { watchConvergence } from './convergence.ts';
import { curveMetric } from './curveMetric.ts';
import { exactFit } from './exactFit.ts';
import { validationMetrics } from './judge.ts';
import type { OpenTrial, Trained } from './OpenTrial.ts';
import { CHUNK } from './predictRows.ts';

/** Points on a training curve, at most. */
const CURVE_POINTS = 12;

function curveOf({ rows }: History, metric: string): CurvePoint[] {
  return rows.flatMap((row) => {
    const { step, loss, [`validation/${metric}`]: validation } = row;
    return step === undefined || loss === undefined || validation === undefined
      ? []
      : [{ step, loss, validation }];
  });
}

/** Trains to the end or to the stop, saving on the way; tells the curve also where training diverges. */
export async function trainAndSave(
  open: OpenTrial,
  onCurve: (curve: CurvePoint[]) => void,
): Promise<Trained> {
  const { trial, request, training, hooks, steps, saved } = open;
  const { data, link, model, penalty } = trial;
  const { batchSize, epochs, seed, learningRate, purpose } = request;
  // Whole passes, so that every point of the curve averages over the same rows.
  const readEvery = (steps / epochs) * Math.ceil(epochs / CURVE_POINTS);
  const { name: metric } = curveMetric(trial.task);
  let done = saved?.state?.step ?? 0;
  let curve = [...(saved?.curve ?? [])];
  const warnings: TrainingWarning[] = [];
  // A run that had ended takes no step, and was told of before.
  const { engine: earlier } = saved?.state?.progress ?? {};
  let engine: RunRecord['engine'] = earlier === 'compiled' || earlier === 'eager' ? earlier : undefined;
  let told: Progress['engine'] | undefined;
  let eagerReason: string | undefined;
  let checkpoint: string | undefined;
  const convergence = await watchConvergence(trial, steps);

  const progress = train({
    model,
    batches: seededBatches(trial.trainable(data.train), { batchSize, seed, epochs }),
    loss: link.loss,
    penalty,
    optimizer: training.optimizer(training.schedule(learningRate, steps)),
    readEvery,
    ...(purpose === 'verdict' && {
      validation: {
        batches: seededBatches(trial.trainable(data.validation), {
          batchSize: CHUNK,
          seed: 0,
          epochs: 1,
          shuffle: false,
        }),
        everySteps: readEvery,
        metrics: validationMetrics(trial),
      },
    }),
    compile: request.compile,
    threads: hooks.threads,
    signal: hooks.signal,
    ...(saved && {
      // Never stops training: it only remembers which step was best.
      earlyStopping: { monitor: metric, patience: Number.MAX_SAFE_INTEGER, restoreBest: false },
      checkpointEvery: saved.every,
      resume: saved.state,
      onFailure: async (state) => void (await saved.save('emergency', state, curve)),
    }),
  });
  for await (const report of progress) {
    const { step, loss, stopReason, validation, bestStep } = report;
    const isLast = stopReason !== undefined;
    const isPoint = isLast || step % readEvery === 0;
    done = step;
    warnings.push(...report.warnings);
    if (told !== report.engine) hooks.onEngine?.(report.engine, report.eagerReason);
    told = report.engine;
    engine = report.engine;
    eagerReason ??= report.eagerReason;
    if (isPoint) {
      curve = curveOf(report.history, metric);
      onCurve(curve);
      await convergence.at(step);
    }
    if (saved && (isLast || step % saved.every === 0))
      checkpoint = await saved.save('step', await report.state(), curve);
    if (saved && validation && bestStep === step) await saved.save('best', await report.state(), curve);
    if (!isPoint) continue;
    try {
      hooks.onProgress?.({ step, steps, loss, checkpoint });
    } catch (error) {
      // The original error takes precedence, also where saving fails too.
      await saved?.save('emergency', await report.state(), curve).catch(() => {});
      throw error;
    }
  }
  const trained = { done, engine, eagerReason, warnings, curve };
  if (done < steps) return { ...trained, exact: null, converged: false };
  const exact = await exactFit(trial);
  return { ...trained, exact, converged: await convergence.atEnd(exact?.excess) };
}
