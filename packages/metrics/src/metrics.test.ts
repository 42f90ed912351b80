import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { scikitLearn } from '../fixtures/scikitLearn.ts';
import type {
  ClassificationBatch,
  DistributionBatch,
  EmbeddingBatch,
  Metric,
  MultilabelBatch,
  SequenceBatch,
} from './index.ts';
import * as exported from './index.ts';
import { evaluateMetrics, METRICS } from './index.ts';

const metrics = Object.values(exported).filter((value) => 'higherIsBetter' in value);
const page = readFileSync(new URL('../../../docs/reference/metrics.md', import.meta.url), 'utf8');

test('every metric is exported under its own name, and states its bounds', () => {
  const others = Object.keys(exported).filter((name) => !metrics.some((metric) => metric.name === name));
  expect(others.sort()).toEqual([
    'METRICS',
    'calibration',
    'calibrationBins',
    'confusionMatrix',
    'evaluateMetrics',
    'findMetric',
  ]);
  for (const metric of metrics) {
    expect(exported).toHaveProperty(metric.name, metric);
    expect(metric.bounds?.[0], metric.name).toBeLessThan(metric.bounds?.[1] ?? Number.NaN);
  }
});

test('every metric stands once in the lists by batch', () => {
  const listed = Object.values(METRICS).flatMap((list) => list.map(({ name }) => name));
  expect(listed.sort()).toEqual(metrics.map(({ name }) => name).sort());
});

test('the page on metrics has a row for every metric, with the direction that is better', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const directions = rows.map((row) => [row.split('`')[1], row.includes('| higher')]);
  expect(Object.fromEntries(directions)).toEqual(
    Object.fromEntries(metrics.map(({ name, higherIsBetter }) => [name, higherIsBetter])),
  );
});

test('every metric has values of another library', () => {
  const cases = Object.values(scikitLearn).flatMap((kind) => (Array.isArray(kind) ? kind : []));
  const known = new Set(cases.flatMap(({ values }) => Object.keys(values)));
  for (const { name } of metrics) expect(known, name).toContain(name);
});

const ROWS = 100;

/** Two classes of 50 rows; `flipped` says of a row whether it is answered with the wrong one. */
function classes(flipped: (row: number) => boolean): ClassificationBatch {
  const labels = Int32Array.from({ length: ROWS }, (_, row) => row % 2);
  const answers = Array.from(labels, (label, row) => (flipped(row) ? 1 - label : label));
  return {
    labels,
    probabilities: Float64Array.from(answers.flatMap((one) => (one === 1 ? [0.2, 0.8] : [0.8, 0.2]))),
    classes: 2,
  };
}

function multilabels(flipped: (row: number) => boolean): MultilabelBatch {
  const { labels, probabilities } = classes(flipped);
  return {
    targets: Float32Array.from([...labels].flatMap((label) => [1 - label, label])),
    probabilities,
    labels: 2,
  };
}

function sequences(flipped: (row: number) => boolean): SequenceBatch {
  const targets = Array.from({ length: ROWS }, (_, row) => [1 + (row % 2), 1]);
  return { targets, predicted: targets.map((labels, row) => (flipped(row) ? labels.slice(1) : labels)) };
}

/** Groups of four rows, far from each other; a flipped row lies nearer to the next group than to its own. */
function embeddings(flipped: (row: number) => boolean): EmbeddingBatch {
  const places = Array.from({ length: ROWS }, (_, row) => 10 * Math.floor(row / 4) + (row % 4) / 10);
  return {
    labels: Int32Array.from({ length: ROWS }, (_, row) => Math.floor(row / 4)),
    embeddings: Float64Array.from(places, (place, row) => (flipped(row) ? place + 5.2 : place)),
    components: 1,
  };
}

/** Rows of one standard deviation from their targets or, flipped, of ten. */
function distributions(flipped: (row: number) => boolean): DistributionBatch {
  return {
    targets: Float64Array.from({ length: ROWS }, (_, row) => (flipped(row) ? 10 : 1)),
    means: new Float64Array(ROWS),
    variances: new Float64Array(ROWS).fill(1),
  };
}

/** How far the value of a metric falls when one row of a hundred goes wrong. */
function stepOf<Batch>(metric: Metric<Batch>, batchOf: (flipped: (row: number) => boolean) => Batch): number {
  const valueWith = (flipped: (row: number) => boolean) =>
    evaluateMetrics([metric], batchOf(flipped))[metric.name] ?? Number.NaN;
  return valueWith(() => false) - valueWith((row) => row === 40);
}

test('metrics that count rows move by about 1 / rows when one row goes wrong', () => {
  const steps = {
    accuracy: stepOf(exported.accuracy, classes),
    balancedAccuracy: stepOf(exported.balancedAccuracy, classes),
    embeddingRecallAtK: stepOf(exported.embeddingRecallAtK.with({ k: 1 }), embeddings),
    intervalCoverageError: stepOf(exported.intervalCoverageError, distributions),
    macroF1: stepOf(exported.macroF1, classes),
    precisionAtOne: stepOf(exported.precisionAtOne, embeddings),
    sequenceAccuracy: stepOf(exported.sequenceAccuracy, sequences),
    subsetAccuracy: stepOf(exported.subsetAccuracy, multilabels),
    topKAccuracy: stepOf(exported.topKAccuracy.with({ k: 1 }), classes),
  };
  const counting = metrics.filter((metric) => metric.countsRows).map(({ name }) => name);
  expect(counting.sort()).toEqual(Object.keys(steps).sort());
  for (const [name, step] of Object.entries(steps)) expect(step * ROWS, name).toBeCloseTo(1, 2);
});
