import { meanAbsoluteError, medianAbsoluteError, rmse, rSquared } from '@losskit/metrics';
import { z } from 'zod';

import { packageOrigin } from '../dataPackages/packageOrigin.ts';
import { readPackageJson } from '../dataPackages/readPackageJson.ts';
import { defineTask } from '../defineTask.ts';
import { linearModel } from '../models/linearModel.ts';
import { once } from '../once.ts';
import { recordInputs } from '../recordInputs.ts';
import { splitTable } from '../splitTable.ts';
import type { Task } from '../Task.ts';

const FILE = {
  package: 'vega-datasets',
  version: '3.2.1',
  file: 'data/flights-10k.json',
  sha256: '27d210ac12331b65934961f0448515f20a9479524da85382bc7bef7469b4ae4e',
  description:
    'delays of flights in the United States, January to March 2001 (Bureau of Transportation Statistics)',
  licence: 'none named; collected by the United States under 14 CFR Part 234',
  rows: 10_000,
};

const flightSchema = z.array(
  z.object({ date: z.string(), delay: z.number(), distance: z.number(), origin: z.string() }),
);

/** The airports that most flights leave from; the others are one. */
const AIRPORTS = ['ATL', 'ORD', 'DFW', 'LAX', 'PHX', 'STL', 'DTW', 'LAS', 'MSP', 'DEN'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `2001/01/31 06:55` as day of the week and hour; the file has no time zone, and none is wanted. */
function dayOf(date: string): string {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('/').map(Number);
  return DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
}

/**
 * The task `flights`: by how many minutes a flight is late, by its distance, hour, weekday, month and airport. Half of the flights are
 * early, one in a hundred is more than two hours late. Ranked by the mean absolute error: of errors so unequal, squares measure
 * little but the few largest. Seeds divide one data set.
 */
export function flightsTask(): Task {
  const read = once(async () => {
    const flights = await readPackageJson('flights', FILE, flightSchema);
    const inputs = recordInputs(flights, {
      numbers: { distance: ({ distance }) => distance },
      categories: {
        hour: ({ date }) => date.slice(11, 13),
        day: ({ date }) => dayOf(date),
        month: ({ date }) => date.slice(5, 7),
        from: ({ origin }) => (AIRPORTS.includes(origin) ? origin : 'other'),
      },
    });
    return {
      inputs,
      targets: { values: Float64Array.from(flights, ({ delay }) => delay), rowShape: [] },
    };
  });
  return defineTask({
    name: 'flights',
    target: 'continuous',
    targetName: 'delay in minutes',
    origin: packageOrigin(FILE),
    sampling: 'split',
    async data({ seed }) {
      const { inputs, targets } = await read();
      return splitTable(inputs, targets, { seed, targets: true });
    },
    model: ({ inputShape: [columns = 1] }) => linearModel(columns),
    linear: true,
    metrics: [meanAbsoluteError, medianAbsoluteError, rmse, rSquared],
    figures: [],
  });
}
