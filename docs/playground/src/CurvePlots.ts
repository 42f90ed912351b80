import type { Axis } from '@losskit/losses/axes';
import type { CurvePoint } from '@losskit/losses/curves';
import { lossDomain } from '@losskit/report/loss-domain';

import { HEIGHT, html, Plot, svg } from './plot.ts';

const FIELDS = ['value', 'slope'] as const;

/** A loss and its slope over the same axis, in two pictures that can be pointed at. */
export class CurvePlots {
  readonly element = html('div', { class: 'figures' });
  readonly #plots = FIELDS.map((field) => ({ field, plot: new Plot('img') }));
  readonly #axis: Axis;

  /** @param onPoint - Takes the place that is pointed at, from 0 to 1 along the axis. */
  constructor(
    axis: Axis,
    titles: Readonly<Record<(typeof FIELDS)[number], string>>,
    onPoint: (share: number) => void,
  ) {
    this.#axis = axis;
    const { title, low, high } = axis;
    for (const { field, plot } of this.#plots) {
      plot.describe(titles[field], title);
      plot.picture.classList.add('read');
      for (const kind of ['pointermove', 'pointerdown'] as const)
        plot.picture.addEventListener(kind, ({ clientX, clientY }) =>
          onPoint((plot.valueAt(clientX, clientY).x - low) / (high - low)),
        );
      this.element.append(plot.element);
    }
  }

  /** @param reference - A thin line behind the curve; none where it is empty. */
  draw(curve: readonly CurvePoint[], reference: readonly CurvePoint[], chosen: CurvePoint): void {
    const { low, high } = this.#axis;
    for (const { field, plot } of this.#plots) {
      plot.axes = {
        x: [low, high],
        y: lossDomain([...reference, ...curve].map((point) => point[field])),
      };
      const path = (points: readonly CurvePoint[]) =>
        plot.path(points.map((point) => [point.x, point[field]]));
      const [x, y] = [plot.x(chosen.x), plot.y(chosen[field])];
      plot.content.replaceChildren(
        ...(reference.length === 0 ? [] : [svg('path', { class: 'reference', d: path(reference) })]),
        svg('path', { class: 'series series-0', d: path(curve) }),
        svg('line', { class: 'reference', x1: x, x2: x, y1: 0, y2: HEIGHT }),
        svg('circle', { class: 'end', cx: x, cy: y, r: 4 }),
      );
    }
  }
}
