/** Where a plot's numbers lie. */
export interface Axes {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

export const WIDTH = 360;
export const HEIGHT = 240;
const MARGIN = { left: 38, right: 16, top: 10, bottom: 24 };

export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

export function html<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** About four round numbers of a range. */
function ticks([low, high]: readonly [number, number]): number[] {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(6)),
  );
}

/** A figure with axes, in which numbers are places. */
export class Plot {
  readonly element: HTMLElement;
  readonly picture: SVGSVGElement;
  /** What is drawn; what lies outside of the axes is cut off. */
  readonly content = svg('svg', {
    x: MARGIN.left,
    y: MARGIN.top,
    width: WIDTH - MARGIN.left - MARGIN.right,
    height: HEIGHT - MARGIN.top - MARGIN.bottom,
    viewBox: `${MARGIN.left} ${MARGIN.top} ${WIDTH - MARGIN.left - MARGIN.right} ${HEIGHT - MARGIN.top - MARGIN.bottom}`,
  });
  readonly #frame = svg('g', { class: 'axes' });
  readonly #title = html('strong');
  readonly #note = html('span');
  #axes: Axes = { x: [0, 1], y: [0, 1] };

  /** @param role - `img` for what is only looked at, `group` for what has points to move. */
  constructor(role: 'img' | 'group') {
    this.picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role });
    this.picture.append(this.#frame, this.content);
    this.element = html('figure', {}, [html('figcaption', {}, [this.#title, this.#note])]);
    this.element.append(this.picture);
  }

  describe(title: string, note: string): void {
    this.#title.textContent = title;
    this.#note.textContent = note;
    this.picture.setAttribute('aria-label', note === '' ? title : `${title}. ${note}`);
  }

  get axes(): Axes {
    return this.#axes;
  }

  set axes(axes: Axes) {
    if (JSON.stringify(axes) === JSON.stringify(this.#axes)) return;
    this.#axes = axes;
    const [left, right] = [MARGIN.left, WIDTH - MARGIN.right];
    const [top, bottom] = [MARGIN.top, HEIGHT - MARGIN.bottom];
    const lines = [
      ...ticks(axes.x).flatMap((value) => {
        const label = svg('text', { x: this.x(value), y: bottom + 16, 'text-anchor': 'middle' });
        label.textContent = String(value);
        return [svg('line', { x1: this.x(value), x2: this.x(value), y1: top, y2: bottom }), label];
      }),
      ...ticks(axes.y).flatMap((value) => {
        const label = svg('text', { x: left - 5, y: this.y(value) + 4, 'text-anchor': 'end' });
        label.textContent = String(value);
        return [svg('line', { x1: left, x2: right, y1: this.y(value), y2: this.y(value) }), label];
      }),
    ];
    this.#frame.replaceChildren(...lines);
  }

  x(value: number): number {
    const [low, high] = this.#axes.x;
    return MARGIN.left + ((value - low) / (high - low)) * (WIDTH - MARGIN.left - MARGIN.right);
  }

  y(value: number): number {
    const [low, high] = this.#axes.y;
    return HEIGHT - MARGIN.bottom - ((value - low) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  }

  /** What lies at a place of the window. */
  valueAt(clientX: number, clientY: number): { readonly x: number; readonly y: number } {
    const { left, top, width, height } = this.picture.getBoundingClientRect();
    const [px, py] = [((clientX - left) / width) * WIDTH, ((clientY - top) / height) * HEIGHT];
    const { x, y } = this.#axes;
    return {
      x: x[0] + ((px - MARGIN.left) / (WIDTH - MARGIN.left - MARGIN.right)) * (x[1] - x[0]),
      y: y[0] + ((HEIGHT - MARGIN.bottom - py) / (HEIGHT - MARGIN.top - MARGIN.bottom)) * (y[1] - y[0]),
    };
  }

  /** A line through places, held within a little more than the axes. */
  path(points: readonly (readonly [number, number])[]): string {
    const held = (value: number) => Math.max(-HEIGHT, Math.min(2 * HEIGHT, value));
    return points
      .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
      .map(
        ([x, y], index) =>
          `${index === 0 ? 'M' : 'L'}${held(this.x(x)).toFixed(1)},${held(this.y(y)).toFixed(1)}`,
      )
      .join('');
  }
}
