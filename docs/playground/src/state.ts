import { PRESET, PRESETS, type PresetName } from './presets.ts';

/** A training row that somebody has moved: its inputs and, of a line, its target. */
export interface MovedPoint {
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

/** All that decides what the page shows. */
export interface State {
  readonly preset: PresetName;
  readonly trouble: number;
  readonly seed: number;
  readonly learningRate: number;
  /** As the command line writes them: `huber:delta=0.5`. */
  readonly losses: readonly string[];
  readonly moved: readonly MovedPoint[];
}

export const MOST_LOSSES = 3;
const MOST_SEED = 999_999;

export function presetState(preset: PresetName, seed = 7): State {
  const { trouble, losses, learningRate } = PRESET[preset];
  return { preset, trouble: trouble.default, seed, learningRate, losses, moved: [] };
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

/** The state of an address; what it doesn't say, or says wrongly, is as the preset has it. */
export function readHash(hash: string, isLoss: (text: string, preset: PresetName) => boolean): State {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const preset = PRESETS.find((name) => name === given.get('preset')) ?? 'line';
  const normal = presetState(preset);
  const losses = given.getAll('loss').filter((text) => isLoss(text, preset));
  return {
    preset,
    trouble: numberOf(given.get('trouble'), 0, PRESET[preset].trouble.most, normal.trouble),
    seed: Math.round(numberOf(given.get('seed'), 0, MOST_SEED, normal.seed)),
    learningRate: numberOf(given.get('rate'), 1e-4, 1, normal.learningRate),
    losses: losses.length >= 2 ? losses.slice(0, MOST_LOSSES) : normal.losses,
    moved: given.getAll('point').flatMap(pointOf),
  };
}

/** The address of a state. */
export function writeHash({ preset, trouble, seed, learningRate, losses, moved }: State): string {
  const given = new URLSearchParams({
    preset,
    trouble: String(trouble),
    seed: String(seed),
    rate: String(learningRate),
  });
  for (const loss of losses) given.append('loss', loss);
  for (const { row, x, y } of moved) given.append('point', [row, x, y].join());
  // Readable, and the same when read again: neither is a separator here.
  return `#${given}`.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%3D', '=');
}
