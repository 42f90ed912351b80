import { prepareBackend } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import { Command, Option } from 'commander';

import { AXES, type AxisName } from '../curves/axes.ts';
import { lossSlices, type Slice } from '../curves/lossSlices.ts';
import {
  type LabelledLoss,
  parseLossWithOptions,
  parseTypedOption,
  type TypedOption,
} from '../curves/parseLossWithOptions.ts';
import { sampleCurve } from '../curves/sampleCurve.ts';
import { checkFigurePath, writeFigure } from '../output/writeFigure.ts';

interface PlotOptions {
  readonly out?: string;
  readonly option: readonly string[];
  readonly over?: AxisName;
}

/** Odd, so that a kink in the middle is a point. */
const POINTS = 601;

function wrong(message: string): LosskitError {
  return new LosskitError('option-invalid', message);
}

/** Every loss with every value of the options that it has: `--option delta=0.5,1` makes two of huber. */
function lossesToPlot(names: readonly string[], options: readonly string[]): LabelledLoss[] {
  const typed = options.map((text) => parseTypedOption('--option', text));
  const used = new Set<string>();
  const losses = names.flatMap((name) => {
    const { loss } = parseLossWithOptions(name);
    const own = typed.filter(([option]) => Object.hasOwn(loss.declaration.options, option));
    for (const [option] of own) used.add(option);
    const variants = own.reduce<TypedOption[][]>(
      (made, [option, values]) =>
        made.flatMap((before) => values.split(',').map((value) => [...before, [option, value] as const])),
      [[]],
    );
    return variants.map((variant) => parseLossWithOptions(name, variant));
  });
  const labels = losses.map(({ label }) => label);
  const unused = typed.find(([option]) => !used.has(option));
  if (unused) throw wrong(`--option: expected an option of ${names.join(' or ')}, got '${unused[0]}'.`);
  return losses.filter(({ label }, index) => labels.indexOf(label) === index);
}

function namesOf(slices: readonly Slice[]): AxisName[] {
  return slices.map(({ axis }) => axis);
}

/** The axis that all losses have; where there are several, the one that the first loss prefers. */
function commonAxis(losses: readonly LabelledLoss[], asked: AxisName | undefined): AxisName {
  const axes = losses.map(({ label, loss }) => {
    const names = namesOf(lossSlices(loss.declaration));
    if (names.length > 0) return { label, names };
    throw wrong(
      `plot: expected losses that have a curve, got ${loss.declaration.name}, whose value depends on whole rows or on the ` +
        `whole batch; losskit show ${loss.declaration.name} explains it.`,
    );
  });
  const listed = axes.map(({ label, names }) => `${label} (${names.join(', ')})`).join(', ');
  const shared = (axes[0]?.names ?? []).filter((name) => axes.every(({ names }) => names.includes(name)));
  const axis = asked ?? shared[0];
  if (axis !== undefined && shared.includes(axis)) return axis;
  const what =
    asked === undefined ? 'losses that share an axis' : `losses that have a curve over the ${asked}`;
  throw wrong(`plot: expected ${what}, got ${listed}.`);
}

/** What is held fixed, once for all losses where it is the same. */
function titleOf(axis: AxisName, slices: readonly Slice[]): string[] {
  const fixed = [...new Set(slices.map((slice) => slice.fixed).filter(Boolean))];
  return [AXES[axis].title, ...fixed.map((words) => `(${words})`)];
}

function defaultName(losses: readonly LabelledLoss[]): string {
  const name = losses.map(({ label }) => label.replace(/[^\w.+-]+/g, '-')).join('-');
  return `${name.length > 100 ? `${name.slice(0, 100)}-and-more` : name}.svg`;
}

async function runPlot(names: readonly string[], { out, option, over }: PlotOptions): Promise<void> {
  const losses = lossesToPlot(names, option);
  const axis = commonAxis(losses, over);
  const path = checkFigurePath(out ?? defaultName(losses));
  await prepareBackend('cpu', 'tiny');
  const slices = losses.flatMap(({ loss }) =>
    lossSlices(loss.declaration).filter((one) => one.axis === axis),
  );
  const curves = losses.flatMap(({ label, loss }, index) => {
    const slice = slices[index];
    return slice ? [{ label, points: sampleCurve(loss, slice, POINTS) }] : [];
  });
  // Only now: vega takes a while to load.
  const { lossCurves } = await import('@losskit/report');
  await writeFigure(path, lossCurves(curves, titleOf(axis, slices)));
  process.stdout.write(`${path}\n`);
}

/** `losskit plot <loss…>` */
export function plotCommand(): Command {
  return new Command('plot')
    .description('a figure of losses and their slopes')
    .argument('<loss...>', 'names, with options if wanted: huber, huber:delta=0.5, barron:alpha=-2,scale=3')
    .option('--out <file>', 'an .svg or .png file (default: named after the losses)')
    .addOption(
      new Option('--option <name=values>', 'for every loss that has it, one curve per value: delta=0.5,1,2')
        .default([], 'none')
        .argParser((text: string, before: readonly string[]) => [...before, text]),
    )
    .addOption(
      new Option('--over <axis>', 'what to draw over (default: what the losses share)').choices(
        Object.keys(AXES),
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ losskit plot l1 smoothL1 mse --out regression.svg
  $ losskit plot crossEntropy categoricalFocal --option gamma=1,2,5 --out focal.png
  $ losskit plot zeroOne hinge squaredHinge softMargin perceptron --over margin`,
    )
    .action(runPlot);
}
