import { contours } from 'd3-contour';

import type { Frame } from './experiment.ts';
import type { Landscape, LossCurves } from './pictures.ts';
import { html, Plot, svg } from './plot.ts';
import { type Data, PRESET } from './presets.ts';
import type { MovedPoint, State } from './state.ts';
import type { Words } from './words.ts';

/** What is known of a loss that trains. */
export interface Training {
  curves?: LossCurves;
  landscape?: Landscape;
  frames: Frame[];
}

const DATA_X = [-3, 3] as const;
const LEVELS = 12;
/** How far an arrow key moves a point, in the data's unit. */
const KEY_STEP = 0.25;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A line in the colour and dash of a loss. */
export function sampleLine(index: number): SVGSVGElement {
  const picture = svg('svg', { viewBox: '0 0 36 10', 'aria-hidden': 'true' });
  picture.append(svg('path', { class: `series series-${index}`, d: 'M0,5H36' }));
  return picture;
}

function series(index: number, d: string, more = ''): SVGPathElement {
  return svg('path', { class: `series series-${index} ${more}`, d });
}

const rounded = (value: number) => value.toFixed(2);

/** The plots of the page. */
export class Figures {
  readonly element = html('div', { class: 'figures' });
  readonly #words: Words;
  readonly #onMove: (point: MovedPoint) => void;
  readonly #data = new Plot('group');
  readonly #value = new Plot('img');
  readonly #slope = new Plot('img');
  readonly #learning = new Plot('img');
  #landscapes: Plot[] = [];
  readonly #points = svg('g');
  readonly #fits = svg('g');
  #state: State | undefined;
  #shown: Data | undefined;
  /** Where people have moved points to, which the data that are trained on follow. */
  readonly #moved = new Map<number, { readonly x: number; readonly y: number }>();

  constructor(words: Words, onMove: (point: MovedPoint) => void) {
    this.#words = words;
    this.#onMove = onMove;
    this.#data.content.append(this.#points, this.#fits);
  }

  /** Begins anew, for a state. */
  begin(state: State): void {
    this.#state = state;
    this.#moved.clear();
    const { isLine, metric } = PRESET[state.preset];
    const words = this.#words;
    const kind = isLine ? 'line' : 'classes';
    this.#data.describe(words.data, words.dataHint);
    this.#data.axes = { x: DATA_X, y: isLine ? [-4, 10] : [-3.5, 3.5] };
    this.#value.describe(words.value, words.rug[kind]);
    this.#slope.describe(words.slope, '');
    this.#learning.describe(words.learning[metric], '');
    if (this.#landscapes.length !== state.losses.length) {
      this.#landscapes = state.losses.map(() => new Plot('img'));
    }
    state.losses.forEach(({ text }, index) => {
      this.#landscapes[index]?.describe(words.landscape(text), words.landscapeAxes[kind]);
    });
    const plots = [this.#data, this.#value, this.#slope, this.#learning, ...this.#landscapes];
    const elements = plots.map(({ element }) => element);
    if (elements.some((element, index) => this.element.children[index] !== element)) {
      this.element.replaceChildren(...elements);
    }
  }

  showData(data: Data): void {
    this.#shown = data;
    const { train, movable } = data;
    const isLine = this.#state && PRESET[this.#state.preset].isLine;
    const focused = this.#points.querySelector(':focus')?.getAttribute('data-row');
    const places = train.inputs.map(([x = 0, second = 0], row) => ({
      row,
      x,
      y: isLine ? (train.targets[row] ?? 0) : second,
      label: isLine ? 0 : (train.targets[row] ?? 0),
      ...this.#moved.get(row),
    }));
    const fixed = places.filter(({ row }) => !movable.includes(row));
    const free = places.filter(({ row }) => movable.includes(row));
    this.#points.replaceChildren(
      ...fixed.map(({ x, y, label }) =>
        svg('circle', { class: `row-${label}`, cx: this.#data.x(x), cy: this.#data.y(y), r: 3.5 }),
      ),
      ...free.map((place, index) => this.#movablePoint(place, index + 1)),
    );
    if (focused) this.#points.querySelector<SVGElement>(`[data-row="${focused}"]`)?.focus();
  }

  #movablePoint({ row, x, y, label }: MovedPoint & { readonly label: number }, number: number): SVGGElement {
    const plot = this.#data;
    const group = svg('g', {
      class: 'movable',
      tabindex: 0,
      role: 'button',
      'data-row': row,
      'aria-label': this.#words.point(number, rounded(x), rounded(y)),
    });
    const centre = { cx: plot.x(x), cy: plot.y(y) };
    group.append(
      svg('circle', { class: 'halo', ...centre, r: 8 }),
      svg('circle', { class: `row-${label}`, ...centre, r: 3.5 }),
    );
    const moveTo = (to: { readonly x: number; readonly y: number }) => {
      const { axes } = plot;
      const held = (value: number, [low, high]: readonly [number, number]) =>
        Number(Math.max(low, Math.min(high, value)).toFixed(3));
      const place = { x: held(to.x, axes.x), y: held(to.y, axes.y) };
      this.#moved.set(row, place);
      if (this.#shown) this.showData(this.#shown);
      this.#onMove({ row, ...place });
    };
    group.addEventListener('keydown', (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      moveTo({ x: x + arrow[0] * KEY_STEP, y: y + arrow[1] * KEY_STEP });
    });
    group.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      group.focus();
      // The point is drawn anew as it moves, so that the window has to follow.
      const follow = ({ clientX, clientY }: PointerEvent) => moveTo(plot.valueAt(clientX, clientY));
      const end = () => removeEventListener('pointermove', follow);
      addEventListener('pointermove', follow);
      addEventListener('pointerup', end, { once: true });
      addEventListener('pointercancel', end, { once: true });
    });
    return group;
  }

  /** Draws what all losses have come to. */
  show(trainings: readonly Training[], steps: number): void {
    this.#showFits(trainings);
    this.#showCurves(trainings);
    this.#showLearning(trainings, steps);
    trainings.forEach((training, index) => {
      this.#showPath(training, index);
    });
  }

  #showFits(trainings: readonly Training[]): void {
    const isLine = this.#state && PRESET[this.#state.preset].isLine;
    const lines = trainings.map(({ frames }, index) => {
      const [first = 0, second = 0, third = 0] = frames.at(-1)?.parameters ?? [];
      const { x: xs, y: ys } = this.#data.axes;
      if (isLine) return series(index, this.#data.path(xs.map((x) => [x, first * x + second])));
      if (first === 0 && second === 0) return series(index, '');
      const ends: [number, number][] =
        Math.abs(second) > Math.abs(first)
          ? xs.map((x) => [x, -(first * x + third) / second])
          : ys.map((y) => [-(second * y + third) / first, y]);
      return series(index, this.#data.path(ends));
    });
    this.#fits.replaceChildren(...lines);
  }

  #showCurves(trainings: readonly Training[]): void {
    const isLine = this.#state && PRESET[this.#state.preset].isLine;
    const all = trainings.flatMap(({ curves }) => curves ?? []);
    const errors = all[0]?.errors ?? [];
    const x: [number, number] = [errors[0] ?? -1, errors.at(-1) ?? 1];
    const highest = Math.max(1, ...all.flatMap(({ values }) => values));
    this.#value.axes = { x, y: [0, Math.min(isLine ? 10 : 5, highest)] };
    const steepest = Math.max(1, ...all.flatMap(({ slopes }) => slopes.map(Math.abs)));
    const most = Math.min(isLine ? 4 : 3, 1.1 * steepest);
    this.#slope.axes = { x, y: isLine ? [-most, most] : [-most, most / 3] };
    const lines = (plot: Plot, of: (curves: LossCurves) => readonly number[]) =>
      trainings.map(({ curves }, index) =>
        series(
          index,
          curves ? plot.path(curves.errors.map((error, place) => [error, of(curves)[place] ?? 0])) : '',
        ),
      );
    const bottom = this.#value.y(0);
    const rugs = trainings.map(({ frames }, index) => {
      const marks = (frames.at(-1)?.errors ?? [])
        .filter((error) => error >= x[0] && error <= x[1])
        .map((error) => `M${this.#value.x(error).toFixed(1)},${bottom - 9 * index}v-8`);
      return series(index, marks.join(''), 'rug');
    });
    this.#value.content.replaceChildren(...lines(this.#value, ({ values }) => values), ...rugs);
    this.#slope.content.replaceChildren(...lines(this.#slope, ({ slopes }) => slopes));
  }

  #showLearning(trainings: readonly Training[], steps: number): void {
    const metric = this.#state ? PRESET[this.#state.preset].metric : 'rmse';
    const worst = Math.max(0.5, ...trainings.map(({ frames }) => frames[0]?.metric ?? 0));
    this.#learning.axes = { x: [0, steps], y: metric === 'rmse' ? [0, Math.ceil(worst)] : [0.4, 1] };
    this.#learning.content.replaceChildren(
      ...trainings.map(({ frames }, index) =>
        series(index, this.#learning.path(frames.map(({ step, metric: value }) => [step, value]))),
      ),
    );
  }

  showLandscape({ landscape }: Training, index: number): void {
    const plot = this.#landscapes[index];
    if (!plot || !landscape) return;
    const { size, low, high, values } = landscape;
    plot.axes = { x: [low[0], high[0]], y: [low[1], high[1]] };
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const thresholds = Array.from(
      { length: LEVELS },
      (_, level) => least + (most - least) * ((level + 0.5) / LEVELS) ** 2,
    );
    const parameterAt = (axis: 0 | 1, place: number) =>
      low[axis] + ((high[axis] - low[axis]) * (place - 0.5)) / (size - 1);
    const lines = contours().size([size, size]).thresholds(thresholds)([...values]);
    const d = lines.flatMap(({ coordinates }) =>
      coordinates
        .flat()
        .map((ring) => plot.path(ring.map(([x = 0, y = 0]) => [parameterAt(0, x), parameterAt(1, y)]))),
    );
    plot.content.replaceChildren(svg('path', { class: 'contour', d: d.join('') }));
  }

  #showPath({ frames }: Training, index: number): void {
    const plot = this.#landscapes[index];
    if (!plot) return;
    const places = frames.map(({ parameters: [x = 0, y = 0] }): [number, number] => [x, y]);
    const [x, y] = places.at(-1) ?? [Number.NaN, Number.NaN];
    const contour = plot.content.querySelector('.contour');
    plot.content.replaceChildren(...(contour ? [contour] : []), series(index, plot.path(places)));
    if (Number.isFinite(x)) {
      plot.content.append(svg('circle', { class: 'end', cx: plot.x(x), cy: plot.y(y), r: 4 }));
    }
  }
}
