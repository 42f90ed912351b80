import { takeRows } from '@losskit/data';
import { randomStream } from '@losskit/random';
import { z } from 'zod';

import { packageOrigin } from '../dataPackages/packageOrigin.ts';
import { readPackageJson } from '../dataPackages/readPackageJson.ts';
import { defineTask } from '../defineTask.ts';
import { linearModel } from '../models/linearModel.ts';
import { once } from '../once.ts';
import { recordInputs } from '../recordInputs.ts';
import type { Task } from '../Task.ts';

const FILE = {
  package: 'vega-datasets',
  version: '3.2.1',
  file: 'data/football.json',
  sha256: '89db986ec1fe0c2ef88cc56f6c7bfb22a4928735c4d6fc0055fc2745af316f3a',
  description: 'goals of each team in matches of the English Premier League, 2013 to 2017 (openfootball)',
  licence: 'public domain',
  rows: 3040,
};

const LEAGUE = 'English Premier League';

const matchSchema = z.array(
  z.object({
    division: z.string(),
    home_team: z.string(),
    away_team: z.string(),
    home_score: z.number().nullable(),
    away_score: z.number().nullable(),
  }),
);

/** Rows of whole matches: both teams of a match are in one part. */
function rowsOfMatches(matches: Uint32Array): Uint32Array {
  return Uint32Array.from(
    { length: 2 * matches.length },
    (_, place) => 2 * (matches[place >> 1] ?? 0) + (place & 1),
  );
}

/**
 * The task `football`: how many goals a team scores, by who it is, whom it plays, and whether at home: the model of Maher, Statistica
 * Neerlandica 36 (1982), 109–118, doi:10.1111/j.1467-9574.1982.tb00782.x. Ranked by the Poisson deviance. Seeds divide the matches.
 */
export function footballTask(): Task {
  const read = once(async () => {
    const matches = (await readPackageJson('football', FILE, matchSchema)).filter(
      ({ division }) => division === LEAGUE,
    );
    const teams = matches.flatMap(({ home_team, away_team, home_score, away_score }) =>
      home_score === null || away_score === null
        ? []
        : [
            { team: home_team, against: away_team, isHome: 1, goals: home_score },
            { team: away_team, against: home_team, isHome: 0, goals: away_score },
          ],
    );
    const { rows } = recordInputs(teams, {
      numbers: { home: ({ isHome }) => isHome },
      categories: { attack: ({ team }) => team, defence: ({ against }) => against },
    });
    return { rows, goals: Float64Array.from(teams, ({ goals }) => goals), matches: teams.length / 2 };
  });
  return defineTask({
    name: 'football',
    target: 'counts',
    targetName: 'goals of a team in a match',
    origin: packageOrigin(FILE),
    sampling: 'split',
    async data({ seed }) {
      const { rows, goals, matches } = await read();
      const order = randomStream(seed, 'table split').permutation(matches);
      const held = Math.round(matches / 5);
      const part = (from: number, to: number) => {
        const taken = rowsOfMatches(order.subarray(from, to));
        return {
          inputs: takeRows(rows, taken),
          targets: takeRows({ values: goals, rowShape: [] }, taken),
        };
      };
      return {
        train: part(2 * held, matches),
        validation: part(0, held),
        test: part(held, 2 * held),
      };
    },
    model: ({ inputShape: [columns = 1] }) => linearModel(columns),
    linear: true,
  });
}
