// @ts-check

import { CELLS } from './cells.mjs';
import { markdownTable } from './markdownTable.mjs';
import { beyondBounds } from './measureCell.mjs';

/**
 * @typedef {import('./cells.mjs').Cell} Cell
 * @typedef {import('./measureCell.mjs').Measured} Measured
 * @typedef {{ cell: Cell, measured: Measured }} MeasuredCell
 */

/** @param {number | undefined} rate @param {number} [decimals] */
function format(rate, decimals = 3) {
  return rate === undefined ? '' : rate.toFixed(decimals);
}

/** What a cell's rate is held against is in bold where it fails. @param {MeasuredCell} one @param {string} name @param {number} [decimals] */
function rateOf({ cell, measured }, name, decimals) {
  const text = format(measured.rates[name], decimals);
  return beyondBounds(cell, measured).some((beyond) => beyond.startsWith(`${name} `)) ? `**${text}**` : text;
}

/**
 * A row for each truth and number of losses, a column for each number of seeds.
 *
 * @param {readonly MeasuredCell[]} cells
 * @param {(one: MeasuredCell) => string} show
 */
function bySeeds(cells, show) {
  const seeds = [...new Set(cells.map(({ cell }) => cell.seeds))];
  const keyOf = (/** @type {Cell} */ cell) => `${cell.truth}|${cell.losses}`;
  const rows = [...new Set(cells.map(({ cell }) => keyOf(cell)))].map((key) => {
    const row = cells.filter(({ cell }) => keyOf(cell) === key);
    return [
      ...key.split('|'),
      ...seeds.map((count) =>
        row
          .filter(({ cell }) => cell.seeds === count)
          .map(show)
          .join(),
      ),
    ];
  });
  return markdownTable(['truth', 'losses', ...seeds.map((count) => `${count} seeds`)], rows);
}

/** @param {MeasuredCell} one */
function newAndOld(one) {
  return `${rateOf(one, 'worse')} (${format(one.measured.rates.picked, 2)})`;
}

/** The text of CALIBRATION.md. @param {ReadonlyMap<number, Measured>} results By the index of the cell. @param {readonly { what: string, cases: number, happened: number }[]} never @param {string} where */
export function formatCalibration(results, never, where) {
  const all = [...results].flatMap(([index, measured]) => {
    const cell = CELLS[index];
    return cell ? [{ cell, measured }] : [];
  });
  const of = (/** @type {Cell['group']} */ group) => all.filter(({ cell }) => cell.group === group);
  const repetitions = (/** @type {readonly MeasuredCell[]} */ cells) => {
    const counts = cells.map(({ measured }) => measured.repetitions);
    const [least, most] = [Math.min(...counts), Math.max(...counts)].map((count) =>
      count.toLocaleString('en-US'),
    );
    return least === most ? `${least} repetitions a cell` : `${least} to ${most} repetitions a cell`;
  };
  const largest = (/** @type {readonly MeasuredCell[]} */ cells, /** @type {string} */ name) =>
    Math.max(...cells.map(({ measured }) => measured.rates[name] ?? 0));
  const beyond = all.filter(({ cell, measured }) => beyondBounds(cell, measured).length > 0);
  const bounded = all.filter(({ cell }) => Object.keys(cell.bounds).length > 0).length;
  const equal = of('equal');

  const power = of('power').map((one) => {
    const raced = of('raced power').find(
      ({ cell }) =>
        cell.losses === one.cell.losses && cell.seeds === one.cell.seeds && cell.truth === one.cell.truth,
    );
    const bound = one.cell.bounds.found;
    return [
      String(one.cell.losses),
      String(one.cell.seeds),
      one.cell.truth,
      bound && 'atLeast' in bound ? format(bound.atLeast, 2) : '',
      rateOf(one, 'found'),
      format(raced?.measured.rates.found),
    ];
  });
  const races = of('race').map((one) => [
    String(one.cell.seeds),
    String(one.cell.losses),
    one.cell.truth,
    rateOf(one, 'worse'),
    rateOf(one, 'saved'),
  ]);

  return `# Calibration

Written by \`npx -y pnpm@12 calibration\`: how often \`compare\` is wrong where the truth is known, and how often it finds what is there.
What it says of a loss is read off the same code here as in a comparison. The method is described in [docs/explanation/verdicts.md](docs/explanation/verdicts.md).

Measured with ${where}. Beyond its bound: ${beyond.length} of ${bounded} cells${beyond.length > 0 ? ', in bold below' : ''}.

In parentheses is what the usual procedure does with the same numbers: a paired t test of every loss with the one that has the best
mean, and Holm's correction. It takes no account of the best being picked from the numbers that it is tested with.

## Equal losses

Nothing is worse here, so whatever is called worse is called so falsely. The share of comparisons in which some loss is; at most 0.057, which is
0.05 and two standard errors of 4,000 repetitions; ${repetitions(equal)}. The largest of all is ${format(largest(equal, 'worse'))}; that of the usual procedure ${format(largest(equal, 'picked'), 2)}.

${bySeeds(equal, newAndOld)}

## Some losses are worse

The share of comparisons in which some loss is called worse than one that is no better, at most 0.057; after the stroke that of comparisons in
which all ranges hold the true differences, at least 0.943; ${repetitions(of('partial'))}. sd is the standard deviation of a paired difference. No bound is set to the latter where runs fail at random: a failure that is rarer than once in the seeds
that were run shows in no range.

${bySeeds(of('partial'), (one) => `${newAndOld(one)} / ${rateOf(one, 'covered')}`)}

## Data that seeds share

Equal losses again. Above, least-squares learners on random splits of 200 rows into 120 for training and 40 for the test, each with a feature of its own:
at most 0.057. Below, models that differ more from test row to test row than from seed to seed, on one test part of 100 rows: at most 0.07.
${repetitions([...of('splits'), ...of('fixed test')])}.

${bySeeds([...of('splits'), ...of('fixed test')], newAndOld)}

## Races

Losses stop at looks at the seeds so far. The share of races in which one of the best is called worse at any look, at most 0.057, and the share of the runs
that the looks save: at least 0.2 for \`--seeds auto\` and up to 15 losses, a third of which is worse by 4 sd. Of 45 such losses a look at five seeds cannot find
enough. ${repetitions(of('race'))}.

${markdownTable(['seeds', 'losses', 'truth', 'falsely worse', 'runs saved'], races)}

## Power

One loss is worse than the others, which are equal: how often it is called so, being behind beyond chance. At one look at 0.05, which is held against the bound,
and as \`--seeds\` does it from 10 seeds on, with a look half-way, which takes a fifth of the level. ${repetitions(of('power'))}.

${markdownTable(['losses', 'seeds', 'worse by', 'at least', 'one look', 'with a look half-way'], power)}

![Power curves](docs/power.svg)

## Never

${markdownTable(
  ['what', 'cases', 'happened'],
  never.map(({ what, cases, happened }) => [what, cases.toLocaleString('en-US'), String(happened)]),
)}
`;
}
