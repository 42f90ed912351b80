import { readFileSync } from 'node:fs';
import { defineTask, splitRows, standardized } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';

type Movie = Readonly<Record<string, number | string | null>>;

const file = new URL('../data/movies.json', import.meta.resolve('vega-datasets'));
const all: readonly Movie[] = JSON.parse(readFileSync(file, 'utf8'));

/** Whole stars out of ten; the few below 3 and above 8 count as these. */
const STARS = [3, 4, 5, 6, 7, 8];
const NUMBERS = ['Production Budget', 'IMDB Votes', 'US Gross', 'Release Date'];
const WORDS = ['Major Genre', 'MPAA Rating', 'Source'];

const rated = all.filter((movie) =>
  ['IMDB Rating', 'Production Budget', 'IMDB Votes', 'US Gross'].every(
    (name) => typeof movie[name] === 'number',
  ),
);

function featureColumns(): { name: string; of: (movie: Movie) => number }[] {
  const numbers = NUMBERS.map((name) => ({
    name,
    of: (movie: Movie) =>
      name === 'Release Date'
        ? new Date(String(movie[name])).getUTCFullYear()
        : Math.log1p(Number(movie[name])),
  }));
  const words = WORDS.flatMap((name) => {
    const values = [...new Set(rated.map((movie) => String(movie[name])))].sort();
    return values.map((value) => ({
      name: `${name}: ${value}`,
      of: (movie: Movie) => (String(movie[name]) === value ? 1 : 0),
    }));
  });
  return [...numbers, ...words];
}

const columns = featureColumns();

/** How many stars viewers gave a film, by its budget, takings, votes, year, genre and source: ratings of the Internet Movie Database. */
export const ratings = defineTask({
  name: 'ratings',
  target: 'ordinal',
  classNames: STARS.map((stars) => `${stars} stars`),
  featureNames: columns.map(({ name }) => name),
  targetName: 'stars',
  sampling: 'split',
  data: ({ seed }) =>
    standardized(
      splitRows(
        {
          inputs: rated.map((movie) => columns.map(({ of }) => of(movie))),
          targets: rated.map((movie) =>
            STARS.indexOf(Math.min(8, Math.max(3, Math.round(Number(movie['IMDB Rating']))))),
          ),
        },
        { seed, stratify: true },
      ),
    ),
  model: ({ inputShape, outputs }) =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 16, activation: 'relu', inputShape }),
        tf.layers.dense({ units: outputs }),
      ],
    }),
  losses: ['coral', 'corn', 'crossEntropy', 'meanSquaredError'],
  batchSize: 64,
});
