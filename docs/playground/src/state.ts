import { PRESET, PRESETS, type PresetName } from './presets.ts';
import { isRate } from './rates.ts';

/** A training row that somebody has moved: its inputs and, of a line, its target. */
export interface MovedPoint {
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

export const OPTIMIZER_NAMES = ['adam', 'sgd'] as const;
export type OptimizerName = (typeof OPTIMIZER_NAMES)[number];

/** A loss that somebody has chosen. */
export interface ChosenLoss {
  /** As the command line writes it: `huber:delta=0.5`. */
  readonly text: string;
  /** Set by hand; null for the one that a search finds. */
  readonly learningRate: number | null;
}

/** All that decides what the page shows. */
export interface State {
  readonly preset: PresetName;
  readonly trouble: number;
  readonly seed: number;
  readonly optimizer: OptimizerName;
  readonly losses: readonly ChosenLoss[];
  readonly moved: readonly MovedPoint[];
}

export const MOST_LOSSES = 3;
export const MOST_SEED = 999_999;
/** In an address, of a loss whose learning rate is searched. */
const SEARCHED = 'found';

export function presetState(preset: PresetName, seed = 7): State {
  const { trouble, losses } = PRESET[preset];
  return {
    preset,
    trouble: trouble.default,
    seed,
    optimizer: 'adam',
    losses: losses.map((text) => ({ text, learningRate: null })),
    moved: [],
  };
}

function numberOf(text: string | null, low: number, high: number, otherwise: number): number {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return value >= low && value <= high ? value : otherwise;
}

function pointOf(text: string): MovedPoint[] {
  const [row = Number.NaN, x = Number.NaN, y = Number.NaN] = text.split(',').map(Number);
  const isPoint = Number.isInteger(row) && row >= 0 && row < 1000 && Math.abs(x) <= 100 && Math.abs(y) <= 100;
  return isPoint ? [{ row, x, y }] : [];
}

/** The losses of an address, each with the rate at its place; a rate alone is that of all. */
function lossesOf(texts: readonly string[], rates: readonly string[]): ChosenLoss[] {
  return texts.map((text, index) => {
    const rate = Number(rates.length === 1 ? rates[0] : rates[index]);
    return { text, learningRate: isRate(rate) ? rate : null };
  });
}

/** The state of an address; what it doesn't say, or says wrongly, is as the preset has it. */
export function readHash(hash: string, isLoss: (text: string, preset: PresetName) => boolean): State {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const preset = PRESETS.find((name) => name === given.get('preset')) ?? 'line';
  const normal = presetState(preset);
  const rates = given.getAll('rate');
  const losses = lossesOf(given.getAll('loss'), rates).filter(({ text }) => isLoss(text, preset));
  return {
    preset,
    trouble: numberOf(given.get('trouble'), 0, PRESET[preset].trouble.most, normal.trouble),
    seed: Math.round(numberOf(given.get('seed'), 0, MOST_SEED, normal.seed)),
    optimizer: OPTIMIZER_NAMES.find((name) => name === given.get('optimizer')) ?? normal.optimizer,
    losses: losses.length >= 2 ? losses.slice(0, MOST_LOSSES) : lossesOf(PRESET[preset].losses, rates),
    moved: given.getAll('point').flatMap(pointOf),
  };
}

/** The address of a state. */
export function writeHash({ preset, trouble, seed, optimizer, losses, moved }: State): string {
  const given = new URLSearchParams({ preset, trouble: String(trouble), seed: String(seed) });
  if (optimizer !== 'adam') given.append('optimizer', optimizer);
  for (const { text, learningRate } of losses) {
    given.append('loss', text);
    given.append('rate', learningRate === null ? SEARCHED : String(learningRate));
  }
  for (const { row, x, y } of moved) given.append('point', [row, x, y].join());
  // Readable, and the same when read again: neither is a separator here.
  return `#${given}`.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%3D', '=');
}
