import './style.css';

import type { Axis } from '@losskit/losses/axes';
import type { CurvePoint } from '@losskit/losses/curves';
import { lossDomain } from '@losskit/report/loss-domain';

import { callText } from './callText.ts';
import { copyText } from './copyText.ts';
import { button, labelled, optionSlider, select } from './inputs.ts';
import type { lossCurve } from './lossCurve.ts';
import {
  type ControlValue,
  nameOf,
  type OptionControl,
  type OptionRange,
  sliderValue,
} from './optionControls.ts';
import { HEIGHT, html, Plot, svg } from './plot.ts';
import type { Words } from './words.ts';

/** What a page knows of a loss whose curve it shows. */
export interface LossFigure {
  readonly name: string;
  /** The names of its inputs, in their order. */
  readonly inputs: readonly string[];
  readonly axis: Axis;
  readonly controls: readonly OptionControl[];
}

/** Odd, so that a kink in the middle is a point. */
const POINTS = 241;
/** The point that is read out first: beside the middle, where many curves have their kink. */
const FIRST_POINT = 180;
const FIELDS = ['value', 'slope'] as const;

type Options = Readonly<Record<string, ControlValue>>;

const short = (value: number) => String(Number(value.toPrecision(4)));

/** Loads what computes losses; a page needs none of it until somebody asks. */
async function loadCurves(): Promise<typeof lossCurve> {
  const [{ lossCurve: curveOf }, { cpuBackend }] = await Promise.all([
    import('./lossCurve.ts'),
    import('./cpuBackend.ts'),
  ]);
  await cpuBackend;
  return curveOf;
}

/** The figure of a loss while it is mounted. */
class LiveFigure {
  readonly #words: Words;
  readonly #figure: LossFigure;
  readonly #drawn: HTMLElement;
  readonly #controls = html('div', { class: 'options' });
  readonly #plots = html('div', { class: 'figures', hidden: '' });
  readonly #caption = html('p', { hidden: '' });
  readonly #point = html('input', {
    type: 'range',
    min: '0',
    max: String(POINTS - 1),
    value: String(FIRST_POINT),
  });
  readonly #pointLabel = html('span');
  readonly #readout = html('output', { 'aria-live': 'off' });
  readonly #call = html('code');
  readonly #copied = html('output');
  readonly #pictures = FIELDS.map((field) => ({ field, plot: new Plot('img') }));
  #options: Options = {};
  #curveOf: typeof lossCurve | undefined;
  #defaults: readonly CurvePoint[] = [];
  #curve: readonly CurvePoint[] = [];
  #isLoading = false;
  #isDue = false;
  #isGone = false;

  constructor(element: HTMLElement, drawn: HTMLElement, figure: LossFigure, words: Words) {
    this.#words = words;
    this.#figure = figure;
    this.#drawn = drawn;
    this.#preparePlots();
    this.#point.addEventListener('input', () => this.#drawSoon());
    const parts = [
      this.#plots,
      this.#caption,
      html('label', {}, [this.#pointLabel, this.#point]),
      this.#readout,
      ...(figure.controls.length > 0 ? [this.#controls] : []),
      html('div', { class: 'row' }, [
        this.#call,
        button(words.copyCode, () => this.#copy()),
        ...(figure.controls.length > 0
          ? [button(words.lossFigure.defaults, () => this.#showControls())]
          : []),
      ]),
      this.#copied,
    ];
    element.replaceChildren(
      html(
        'section',
        { class: 'playground loss-options', 'aria-label': words.lossFigure.title(figure.name) },
        parts,
      ),
    );
    for (const part of [element, drawn]) {
      for (const kind of ['pointerenter', 'focusin'] as const)
        part.addEventListener(kind, () => this.#load());
    }
    this.#showControls();
    this.#showPoint();
  }

  dispose(): void {
    this.#isGone = true;
  }

  #preparePlots(): void {
    for (const { field, plot } of this.#pictures) {
      plot.describe(this.#words[field], this.#figure.axis.title);
      const { picture } = plot;
      picture.classList.add('read');
      for (const kind of ['pointermove', 'pointerdown'] as const)
        picture.addEventListener(kind, ({ clientX, clientY }) => {
          const { low, high } = this.#figure.axis;
          const share = (plot.valueAt(clientX, clientY).x - low) / (high - low);
          this.#point.value = String(Math.round(share * (POINTS - 1)));
          this.#drawSoon();
        });
      this.#plots.append(plot.element);
    }
  }

  /** All controls, with the default options. */
  #showControls(): void {
    this.#options = {};
    this.#curve = [];
    this.#controls.replaceChildren(...this.#figure.controls.map((control) => this.#controlElement(control)));
    this.#showCall();
    this.#drawSoon();
  }

  #controlElement(control: OptionControl): HTMLElement {
    const name = nameOf(control);
    switch (control.kind) {
      case 'slider':
        return control.isOptional ? this.#optionalSlider(control.range) : this.#slider(control.range);
      case 'checkbox': {
        const box = html('input', { type: 'checkbox' });
        box.checked = control.default;
        box.addEventListener('change', () => this.#set(name, box.checked, control.default));
        return labelled(name, box);
      }
      case 'select': {
        const choices = select(
          control.choices.map((choice) => [choice, choice]),
          control.default,
        );
        choices.addEventListener('change', () => this.#set(name, choices.value, control.default));
        return labelled(name, choices);
      }
    }
  }

  #slider(range: OptionRange): HTMLElement {
    return this.#sliderWith(range, (value) => this.#set(range.name, value, range.default)).element;
  }

  /** A slider, and what says whether it counts. */
  #optionalSlider(range: OptionRange): HTMLElement {
    const { element, slider } = this.#sliderWith(range, (value) => this.#set(range.name, value, undefined));
    slider.disabled = true;
    const box = html('input', { type: 'checkbox' });
    box.addEventListener('change', () => {
      slider.disabled = !box.checked;
      const value = box.checked ? sliderValue(range, slider.valueAsNumber) : undefined;
      this.#set(range.name, value, undefined);
    });
    return html('div', {}, [labelled(this.#words.lossFigure.give(range.name), box), element]);
  }

  #sliderWith(range: OptionRange, onValue: (value: number) => void) {
    const slider = optionSlider(range, range.default);
    const text = html('span', {}, [`${range.name} = ${range.default}`]);
    slider.addEventListener('input', () => {
      const value = sliderValue(range, slider.valueAsNumber);
      text.textContent = `${range.name} = ${value}`;
      slider.setAttribute('aria-valuetext', String(value));
      onValue(value);
    });
    return { slider, element: html('label', {}, [text, slider]) };
  }

  /** Gives an option, or leaves it out where that means the same. */
  #set(name: string, value: ControlValue | undefined, otherwise: ControlValue | undefined): void {
    const given: [string, ControlValue | undefined][] = this.#figure.controls
      .map(nameOf)
      .map((option) => [
        option,
        option !== name ? this.#options[option] : value === otherwise ? undefined : value,
      ]);
    this.#options = Object.fromEntries(
      given.flatMap(([option, one]) => (one === undefined ? [] : [[option, one]])),
    );
    this.#curve = [];
    this.#showCall();
    this.#drawSoon();
  }

  #showCall(): void {
    const { name, inputs } = this.#figure;
    this.#call.textContent = callText(name, inputs, this.#options);
  }

  #copy(): void {
    const say = (words: string) => () => {
      this.#copied.textContent = words;
    };
    copyText(this.#call.textContent ?? '').then(say(this.#words.copied), say(this.#words.notCopied));
  }

  /** What a number of the axis costs, where the curve is known. */
  #showPoint(): void {
    const { title, low, high } = this.#figure.axis;
    const x = low + ((high - low) * this.#point.valueAsNumber) / (POINTS - 1);
    this.#pointLabel.textContent = `${title} = ${short(x)}`;
    const point = this.#curve[this.#point.valueAsNumber];
    if (!point) return;
    const said = this.#words.lossFigure.readout(short(point.value), short(point.slope));
    this.#readout.textContent = said;
    this.#readout.title = `${point.value} ${point.slope}`;
    this.#point.setAttribute('aria-valuetext', `${short(x)}: ${said}`);
  }

  async #load(): Promise<void> {
    if (this.#curveOf || this.#isLoading) return;
    this.#isLoading = true;
    this.#readout.textContent = this.#words.loading;
    try {
      const curveOf = await loadCurves();
      this.#defaults = curveOf(this.#figure.name, {}, POINTS);
      this.#curveOf = curveOf;
    } catch (error) {
      this.#showFailure(error);
      return;
    } finally {
      this.#isLoading = false;
    }
    if (this.#isGone) return;
    this.#drawn.hidden = true;
    this.#plots.hidden = false;
    this.#caption.hidden = false;
    this.#drawSoon();
  }

  #showFailure(error: unknown): void {
    this.#readout.textContent = this.#words.failed(error instanceof Error ? error.message : String(error));
  }

  /** Once for all that has changed since the last picture. */
  #drawSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      try {
        this.#draw();
      } catch (error) {
        this.#showFailure(error);
      }
    });
  }

  #draw(): void {
    const isDefault = Object.keys(this.#options).length === 0;
    if (this.#curveOf && this.#curve.length === 0) {
      this.#curve = isDefault ? this.#defaults : this.#curveOf(this.#figure.name, this.#options, POINTS);
    }
    this.#showPoint();
    const caption = this.#drawn.querySelector('figcaption')?.textContent ?? '';
    this.#caption.textContent = isDefault ? caption : `${caption} ${this.#words.lossFigure.thinLine}`;
    const { low, high } = this.#figure.axis;
    const chosen = this.#curve[this.#point.valueAsNumber];
    if (!chosen) return;
    for (const { field, plot } of this.#pictures) {
      const shown = [...this.#defaults, ...this.#curve].map((point) => point[field]);
      plot.axes = { x: [low, high], y: lossDomain(shown) };
      const path = (points: readonly CurvePoint[]) =>
        plot.path(points.map((point) => [point.x, point[field]]));
      const [x, y] = [plot.x(chosen.x), plot.y(chosen[field])];
      plot.content.replaceChildren(
        ...(isDefault ? [] : [svg('path', { class: 'reference', d: path(this.#defaults) })]),
        svg('path', { class: 'series series-0', d: path(this.#curve) }),
        svg('line', { class: 'reference', x1: x, x2: x, y1: 0, y2: HEIGHT }),
        svg('circle', { class: 'end', cx: x, cy: y, r: 4 }),
      );
    }
  }
}

/**
 * Makes the drawn figure of a loss one that follows its options, once somebody points at it or comes to its controls.
 *
 * @param element - Where the controls come to stand.
 * @param drawn - What is seen until then.
 * @returns What takes it away again: not the elements.
 */
export function mountLossFigure(
  element: HTMLElement,
  drawn: HTMLElement,
  figure: LossFigure,
  words: Words,
): () => void {
  const live = new LiveFigure(element, drawn, figure, words);
  return () => live.dispose();
}
