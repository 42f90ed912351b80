import { AXES, type AxisName } from '@losskit/losses/axes';
import type { AnyLoss } from '@losskit/losses/contract';
import { type Slice, sampleCurve, sampleValues } from '@losskit/losses/curves';

import { type FarSlopes, farSlopes } from '../curves/farSlopes.ts';
import { axesOf, sharedAxes, sliceOver } from '../curves/sharedAxes.ts';
import { colours } from '../output/colours.ts';
import { formatTable } from '../output/formatTable.ts';
import { type MarkedCurve, MEETING, overlaidCurves } from '../output/overlaidCurves.ts';
import { type Fact, sideBySide } from '../output/sideBySide.ts';
import { texToText } from '../output/texToText.ts';
import { wrapWords } from '../output/wrapWords.ts';
import { fittingKinds } from './fittingKinds.ts';
import { labelOfLoss } from './labelOfLoss.ts';
import { optionRange } from './optionRange.ts';
import { plainLoss } from './plainLoss.ts';
import { wordsOfLoss } from './wordsOfLoss.ts';

/** The letter of each loss, and what it looks like. */
const MARKS: ReadonlyMap<string, (text: string) => string> = new Map([
  ['A', colours.cyan],
  ['B', colours.yellow],
  ['C', colours.magenta],
  ['D', colours.green],
]);
/** How many losses can be compared. */
export const MAX_COMPARED = MARKS.size;

const CURVE_WIDTH = 72;
const CURVE_HEIGHT = 14;
const CURVE_POINTS = 601;
const JSON_POINTS = 61;
/** The ends of the axis, the middle and two between. */
const TABLE_POINTS = 7;
const NONE = '–';

interface MarkedLoss {
  readonly mark: string;
  readonly loss: AnyLoss;
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : String(value);
}

/** What a program reads as a trend, in words. */
const TRENDS: Readonly<Record<FarSlopes['trend'], string>> = {
  grows: 'grows: what is far off decides',
  bounded: 'bounded: what is far off counts like any error',
  vanishes: 'vanishes: what is far off is ignored',
};

function formatFar(loss: AnyLoss): string {
  const found = farSlopes(loss);
  if (!found) return NONE;
  const { axis, near, far, trend } = found;
  const slopes = `slope ${short(near.slope)} at ${axis} ${near.x}, ${short(far.slope)} at ${far.x}`;
  return `${TRENDS[trend]} (${slopes})`;
}

function formatOptions({ declaration, preset }: AnyLoss): string {
  const lines = Object.entries(declaration.options).map(([name, option]) => {
    const [defaultValue, range] = optionRange(name, option);
    const given = preset[name];
    const value = given === undefined ? defaultValue : `${given}, default ${defaultValue}`;
    return `${name} = ${value}; ${range}`;
  });
  return lines.join('\n') || NONE;
}

function factsOf(losses: readonly AnyLoss[]): readonly Fact[] {
  const fact = (title: string, textOf: (loss: AnyLoss) => string): Fact => ({
    title,
    texts: losses.map(textOf),
  });
  const inputs = ({ declaration }: AnyLoss) =>
    declaration.layout.inputs.map(({ name, shape }) => `${name} ${shape}`).join('\n');
  return [
    fact('What it measures', (loss) => wordsOfLoss(loss).summary),
    fact('Formula', (loss) => texToText(wordsOfLoss(loss).formula)),
    fact('Inputs', inputs),
    fact('Family', ({ declaration }) => declaration.family),
    fact('Targets', ({ declaration }) => fittingKinds(declaration).join(', ') || NONE),
    fact('Domain', (loss) => wordsOfLoss(loss).domain),
    fact('Options', formatOptions),
    fact('Far from the target', formatFar),
    fact('When to use it', (loss) => wordsOfLoss(loss).useWhen),
    fact('When not', (loss) => wordsOfLoss(loss).avoidWhen),
    fact('In other libraries', (loss) => wordsOfLoss(loss).elsewhere.join('\n') || NONE),
    fact('Source', (loss) => wordsOfLoss(loss).source),
  ];
}

/** What is held fixed along an axis, once where it is the same for all. */
function fixedOver(axis: AxisName, losses: readonly MarkedLoss[]): string {
  const fixed = losses.map(({ mark, loss }) => ({ mark, words: sliceOver(loss, axis)?.fixed ?? '' }));
  const [first] = fixed;
  if (first && fixed.every(({ words }) => words === first.words)) return first.words;
  return fixed.flatMap(({ mark, words }) => (words === '' ? [] : [`${mark}: ${words}`])).join('; ');
}

function curvesOver<Points>(
  axis: AxisName,
  losses: readonly MarkedLoss[],
  sample: (loss: AnyLoss, slice: Slice) => Points,
) {
  return losses.flatMap(({ mark, loss }) => {
    const slice = sliceOver(loss, axis);
    return slice ? [{ mark, points: sample(loss, slice) }] : [];
  });
}

function formatValues(axis: AxisName, losses: readonly MarkedLoss[]): string {
  const curves = curvesOver(axis, losses, (loss, slice) => sampleCurve(loss, slice, TABLE_POINTS));
  const head = [axis, ...curves.flatMap(({ mark }) => [mark, `slope of ${mark}`])];
  const rows = (curves[0]?.points ?? []).map(({ x }, place) => [
    short(x),
    ...curves.flatMap(({ points }) =>
      [points[place]?.value, points[place]?.slope].map((one) => short(one ?? 0)),
    ),
  ]);
  return formatTable(head, rows);
}

function styled(mark: string): string {
  return MARKS.get(mark)?.(mark) ?? mark;
}

function formatCurves(losses: readonly MarkedLoss[], width: number): string {
  const [axis] = sharedAxes(losses.map(({ loss }) => loss));
  if (axis === undefined) {
    const axes = losses.map(({ mark, loss }) => `${mark} over ${axesOf(loss).join(', ')}`);
    return wrapWords(`None: they share no axis (${axes.join('; ')}).`, width);
  }
  const curves: readonly MarkedCurve[] = curvesOver(axis, losses, (loss, slice) =>
    sampleValues(loss, slice, CURVE_POINTS),
  );
  const fixed = fixedOver(axis, losses);
  const legend = `${AXES[axis].title}${fixed === '' ? '' : ` (${fixed})`}; ${MEETING} where several meet`;
  const drawing = overlaidCurves(curves, Math.min(width, CURVE_WIDTH), CURVE_HEIGHT, styled);
  return `${drawing}\n${wrapWords(legend, width)}\n\n${formatValues(axis, losses)}`;
}

function marked(losses: readonly AnyLoss[]): readonly MarkedLoss[] {
  const marks = [...MARKS.keys()];
  return losses.map((loss, place) => ({ mark: marks[place] ?? '', loss }));
}

/** Losses beside each other: what they say of themselves, their curves over an axis that all have, values and slopes there. */
export function formatCompared(losses: readonly AnyLoss[], width: number): string {
  const all = marked(losses);
  const names = all.map(({ mark, loss }) => `${mark}  ${labelOfLoss(loss)}`);
  const curves = `${colours.bold('Curves')}\n${formatCurves(all, width)}`;
  return `${sideBySide(names, factsOf(losses), width)}\n\n${curves}`;
}

/** The same for programs. */
export function comparedAsJson(losses: readonly AnyLoss[]): object {
  const [axis] = sharedAxes(losses);
  return {
    axis: axis === undefined ? null : { name: axis, ...AXES[axis] },
    losses: losses.map((loss) => {
      const slice = axis === undefined ? undefined : sliceOver(loss, axis);
      return {
        ...plainLoss(loss),
        preset: loss.preset,
        formulaText: texToText(wordsOfLoss(loss).formula),
        farSlopes: farSlopes(loss) ?? null,
        curve: slice ? { fixed: slice.fixed, points: sampleCurve(loss, slice, JSON_POINTS) } : null,
      };
    }),
  };
}
