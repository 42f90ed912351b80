import { prepareBackend } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import { AXES } from '@losskit/losses/axes';
import type { AnyLoss } from '@losskit/losses/contract';
import { lossSlices, sampleCurve, sampleValues } from '@losskit/losses/curves';
import { comparedAsJson, formatCompared, MAX_COMPARED } from '../losses/comparedLosses.ts';
import { fittingKinds } from '../losses/fittingKinds.ts';
import { labelOfLoss } from '../losses/labelOfLoss.ts';
import { optionRange } from '../losses/optionRange.ts';
import { parseSingleLoss } from '../losses/parseSingleLoss.ts';
import { plainLoss } from '../losses/plainLoss.ts';
import { wordsOfLoss } from '../losses/wordsOfLoss.ts';
import { colours } from '../output/colours.ts';
import { fitTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { terminalCurve } from '../output/terminalCurve.ts';
import { terminalWidth } from '../output/terminalWidth.ts';
import { texToText } from '../output/texToText.ts';
import { wrapWords } from '../output/wrapWords.ts';

export interface ShowOptions {
  readonly json?: boolean;
}

const WIDEST = 100;
const CURVE_WIDTH = 72;
const CURVE_HEIGHT = 10;
const CURVE_POINTS = 601;
const JSON_POINTS = 61;
const INDENT = '  ';

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : INDENT + line))
    .join('\n');
}

function formatOptions(loss: AnyLoss, width: number): string {
  const words = wordsOfLoss(loss);
  const described = Object.entries(loss.declaration.options).map(([name, option]) => {
    const [defaultValue, range] = optionRange(name, option);
    const text = wrapWords(words.options[name] ?? '', width - 2 * INDENT.length);
    return `${colours.bold(name)} = ${defaultValue}   ${range}\n${indented(text)}`;
  });
  const shared = 'as every loss: reduction, weights, mask';
  return [...described, shared].join('\n');
}

function formatTargets({ declaration }: AnyLoss): string {
  if (declaration.family === 'penalty') return 'None: it is added to a loss with +, as in mse+l2Penalty.';
  return fittingKinds(declaration).join(', ') || 'None by itself: a script calls it in a batchLoss.';
}

function formatCurve(loss: AnyLoss, width: number): string {
  const [slice] = lossSlices(loss.declaration);
  const columns = Math.max(20, Math.min(width - INDENT.length, CURVE_WIDTH));
  const { title } = AXES[slice.axis];
  const points = sampleValues(loss, slice, CURVE_POINTS);
  const below = wrapWords(slice.fixed === '' ? title : `${title} (${slice.fixed})`, columns);
  return `${terminalCurve(points, columns, CURVE_HEIGHT)}\n${below}`;
}

function formatLoss(loss: AnyLoss, width: number): string {
  const { declaration } = loss;
  const { name, aliases, family, layout } = declaration;
  const { summary, formula, domain, useWhen, avoidWhen, source, elsewhere } = wordsOfLoss(loss);
  const wrapped = (text: string) => wrapWords(text, width - INDENT.length);
  const inputs = fitTable(
    ['', '', '', ''],
    layout.inputs.map((input) => [
      input.name,
      input.shape,
      input.dtype === 'either' ? 'int32 or float32' : input.dtype,
      input.meaning,
    ]),
    width - INDENT.length,
    4,
  ).trimStart();
  const known = aliases.length > 0 ? `, also known as ${aliases.join(', ')}` : '';
  const sections: readonly (readonly [title: string, text: string])[] = [
    ['Formula', wrapped(texToText(formula))],
    ['Inputs', `${inputs}\nThe unreduced loss has shape ${layout.unreduced}.`],
    ['Targets', wrapped(formatTargets(loss))],
    ['Domain', wrapped(domain)],
    ['Options', formatOptions(loss, width)],
    ['When to use it', wrapped(useWhen)],
    ['When not', wrapped(avoidWhen)],
    ['Curve', formatCurve(loss, width)],
    ['Source', wrapped(source)],
    ['In other libraries', elsewhere.join('\n') || 'None that it was compared with.'],
  ];
  return [
    `${colours.bold(name)} ${wrapWords(`(${family}${known})`, width - name.length - 1)}`,
    wrapWords(summary, width),
    ...sections.map(([title, text]) => `\n${colours.bold(title)}\n${indented(text)}`),
  ].join('\n');
}

/** The declaration, the formula as text, and the curve as numbers. */
function lossAsJson(loss: AnyLoss): object {
  const { declaration } = loss;
  const [slice] = lossSlices(declaration);
  return {
    ...plainLoss(loss),
    formulaText: texToText(wordsOfLoss(loss).formula),
    curve: { axis: slice.axis, fixed: slice.fixed, points: sampleCurve(loss, slice, JSON_POINTS) },
  };
}

/** The losses that are named, each once: two spellings may be one loss. @throws LosskitError. */
export function lossesToShow(texts: readonly string[]): readonly AnyLoss[] {
  const losses = texts.map((text) => parseSingleLoss('loss', text));
  const found = [...new Map(losses.map((loss) => [labelOfLoss(loss), loss])).values()];
  if (found.length <= MAX_COMPARED) return found;
  throw new LosskitError(
    'option-invalid',
    `show: expected ${MAX_COMPARED} losses at most, got ${found.length}; losskit plot draws any number.`,
  );
}

export async function runShow(texts: readonly string[], { json }: ShowOptions): Promise<void> {
  const losses = lossesToShow(texts);
  await prepareBackend('cpu', 'tiny');
  const width = Math.min(terminalWidth(), WIDEST);
  const [loss] = losses;
  if (loss === undefined || losses.length > 1) {
    process.stdout.write(json ? jsonLine(comparedAsJson(losses)) : `${formatCompared(losses, width)}\n`);
    return;
  }
  process.stdout.write(json ? jsonLine(lossAsJson(loss)) : `${formatLoss(loss, width)}\n`);
}
