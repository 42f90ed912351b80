import { prepareBackend } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import { AXES, type AxisName } from '@losskit/losses/axes';
import type { AnyLoss } from '@losskit/losses/contract';
import { type Slice, sampleCurve } from '@losskit/losses/curves';
import { lossCurves } from '@losskit/report';
import { axesOf, sharedAxes, sliceOver } from '../curves/sharedAxes.ts';
import { labelOfLoss } from '../losses/labelOfLoss.ts';
import { parseSingleLoss } from '../losses/parseSingleLoss.ts';
import { checkFigurePath, writeFigure } from '../output/writeFigure.ts';

export interface PlotOptions {
  readonly out?: string;
  readonly option: readonly string[];
  readonly over?: AxisName;
}

/** Odd, so that a kink in the middle is a point. */
const POINTS = 601;

function wrong(message: string): LosskitError {
  return new LosskitError('option-invalid', message);
}

/** An option's name and the values that were typed for it: `delta=0.5,1`. */
interface TypedOption {
  readonly name: string;
  readonly values: readonly string[];
}

function parseTypedOption(text: string): TypedOption {
  const at = text.indexOf('=');
  const [name, values] = [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1).trim()];
  if (name === '' || values === '') throw wrong(`--option: expected name=values, got '${text}'.`);
  return { name, values: values.split(',') };
}

/** The loss with every value of the options that it has, each read as in the loss's own text. */
function variantsOf(loss: AnyLoss, options: readonly TypedOption[]): readonly AnyLoss[] {
  const { name: lossName } = loss.declaration;
  return options.reduce<readonly AnyLoss[]>(
    (made, { name, values }) =>
      made.flatMap((before) =>
        values.map((value) =>
          before.with(parseSingleLoss('--option', `${lossName}:${name}=${value}`).preset),
        ),
      ),
    [loss],
  );
}

/** Every loss with every value of the options that it has: `--option delta=0.5,1` makes two of huber. */
function lossesToPlot(texts: readonly string[], options: readonly string[]): readonly AnyLoss[] {
  const typed = options.map(parseTypedOption);
  const losses = texts.map((text) => parseSingleLoss('loss', text));
  const has = (loss: AnyLoss, { name }: TypedOption) => Object.hasOwn(loss.declaration.options, name);
  const unused = typed.find((option) => !losses.some((loss) => has(loss, option)));
  if (unused) throw wrong(`--option: expected an option of ${texts.join(' or ')}, got '${unused.name}'.`);
  const variants = losses.flatMap((loss) =>
    variantsOf(
      loss,
      typed.filter((option) => has(loss, option)),
    ),
  );
  return [...new Map(variants.map((loss) => [labelOfLoss(loss), loss])).values()];
}

/** The axis that all losses have; where there are several, the one that the first loss prefers. */
function commonAxis(losses: readonly AnyLoss[], asked: AxisName | undefined): AxisName {
  const listed = losses.map((loss) => `${labelOfLoss(loss)} (${axesOf(loss).join(', ')})`).join(', ');
  const shared = sharedAxes(losses);
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

function defaultName(losses: readonly AnyLoss[]): string {
  const name = losses.map((loss) => labelOfLoss(loss).replace(/[^\w.+-]+/g, '-')).join('-');
  return `${name.length > 100 ? `${name.slice(0, 100)}-and-more` : name}.svg`;
}

/** What is asked to be drawn, over what, and where to. @throws LosskitError for what cannot be. */
export function readPlot(names: readonly string[], { out, option, over }: PlotOptions) {
  const losses = lossesToPlot(names, option);
  const axis = commonAxis(losses, over);
  return { losses, axis, path: checkFigurePath(out ?? defaultName(losses)) };
}

export async function runPlot(names: readonly string[], options: PlotOptions): Promise<void> {
  const { losses, axis, path } = readPlot(names, options);
  await prepareBackend('cpu', 'tiny');
  const slices = losses.flatMap((loss) => sliceOver(loss, axis) ?? []);
  const curves = losses.flatMap((loss, index) => {
    const slice = slices[index];
    return slice ? [{ label: labelOfLoss(loss), points: sampleCurve(loss, slice, POINTS) }] : [];
  });
  await writeFigure(path, lossCurves(curves, titleOf(axis, slices)));
  process.stdout.write(`${path}\n`);
}
