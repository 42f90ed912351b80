import type { BackendName } from '@losskit/backends';
import { findLoss } from '@losskit/losses/registry';
import { trainingStep } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs';

import type { CallWork, LossWork } from '../cases/Case.ts';
import type { Problem } from '../cases/problem.ts';
import type { Peer, Runner } from '../protocol/Peer.ts';
import { losskitVersion } from '../result/losskitVersion.ts';
import { selectMendedBackend } from './bareBackend.ts';
import { gradientRunner } from './gradientRunner.ts';
import { lossCall } from './lossCall.ts';
import { trainingOf } from './losskitTraining.ts';
import { productRunner } from './productRunner.ts';
import { readNumber, takeNumber, truthOf } from './tensors.ts';

function stepRunner(problem: Problem): Runner {
  const { batches, learningRate, evaluate, ...definition } = trainingOf(problem);
  let state = definition.optimizer.transform.init(definition.model.variables);
  const upcoming = batches.from(0);
  return {
    async run(steps) {
      for (let left = steps; left > 0; left--) {
        const next = upcoming.next();
        if (next.done) return;
        const rate = tf.scalar(learningRate);
        const result = trainingStep(definition, state, next.value, rate);
        const kept = new Set(Object.values(result.state));
        tf.dispose([rate, ...Object.values(state).filter((tensor) => !kept.has(tensor))]);
        state = result.state;
        if (left === 1) await result.loss.data();
        result.loss.dispose();
      }
    },
    evaluate,
  };
}

function lossRunner(problem: Problem, { loss: name }: LossWork): Runner {
  const loss = findLoss(name);
  const truth = truthOf(problem, name);
  return gradientRunner(problem, (predictions) => loss.evaluate([truth, predictions]));
}

function callRunner(problem: Problem, work: CallWork): Runner {
  const { valueAndGradients } = lossCall(problem, work);
  return {
    async run(steps) {
      for (let left = steps; left > 0; left--) {
        const { value, gradients } = valueAndGradients();
        if (left === 1) await readNumber(value);
        tf.dispose([value, ...gradients]);
      }
    },
    async evaluate() {
      const { value, gradients } = valueAndGradients();
      const norm = tf.tidy(() => tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))))));
      tf.dispose([...gradients]);
      return [await takeNumber(value), await takeNumber(norm)];
    },
  };
}

/** losskit's training step, eager: op by op on one of tfjs's backends, as it is mended here. */
export function losskitStep(backend: Exclude<BackendName, 'auto'>): Peer {
  return {
    name: `losskit step ${backend}`,
    async start(problem) {
      await selectMendedBackend(backend);
      const { work } = problem.case;
      if (work.kind === 'loss') return lossRunner(problem, work);
      if (work.kind === 'call') return callRunner(problem, work);
      if (work.kind === 'product') return productRunner(problem, work);
      return stepRunner(problem);
    },
    version: losskitVersion,
  };
}
