import './style.css';

import type { Axis } from '@losskit/losses/axes';
import type { CurvePoint } from '@losskit/losses/curves';

import { CurvePlots } from './CurvePlots.ts';
import { callText } from './callText.ts';
import { copyText } from './copyText.ts';
import { button } from './inputs.ts';
import type { lossCurve } from './lossCurve.ts';
import { type ControlValue, nameOf, type OptionControl } from './optionControls.ts';
import { optionElement } from './optionElements.ts';
import { html } from './plot.ts';
import type { Words } from './words.ts';

/** What a page knows of a loss whose curve it shows. */
export interface LossFigure {
  readonly name: string;
  /** The names of its inputs, in their order. */
  readonly inputs: readonly string[];
  readonly axis: Axis;
  /** How many points its curve has. */
  readonly points: number;
  readonly controls: readonly OptionControl[];
}

/** Where a page has its figure: the live one takes the place of the drawn one, so that nothing below moves. */
export interface LossFigurePlaces {
  readonly drawn: HTMLElement;
  readonly live: HTMLElement;
  readonly controls: HTMLElement;
}

/** The place that is read out first: beside the middle, where many curves have their kink. */
const FIRST_PLACE = 0.75;

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
  readonly #places: LossFigurePlaces;
  readonly #plots: CurvePlots;
  readonly #options = html('div', { class: 'options' });
  readonly #thinLine: HTMLElement;
  readonly #point: HTMLInputElement;
  readonly #pointLabel = html('span');
  readonly #readout = html('output', { 'aria-live': 'off' });
  readonly #call = html('code');
  readonly #copied = html('output');
  #given: Options = {};
  #curveOf: typeof lossCurve | undefined;
  #defaults: readonly CurvePoint[] = [];
  #curve: readonly CurvePoint[] = [];
  #isLoading = false;
  #isDue = false;
  #isGone = false;

  constructor(places: LossFigurePlaces, figure: LossFigure, words: Words) {
    this.#words = words;
    this.#figure = figure;
    this.#places = places;
    const last = figure.points - 1;
    this.#plots = new CurvePlots(figure.axis, words, (share) => {
      this.#point.value = String(Math.round(share * last));
      this.#drawSoon();
    });
    this.#thinLine = html('span', {}, [` ${words.lossFigure.thinLine}`]);
    this.#point = html('input', {
      type: 'range',
      min: '0',
      max: String(last),
      value: String(Math.round(FIRST_PLACE * last)),
    });
    this.#point.addEventListener('input', () => this.#drawSoon());
    this.#mount();
    this.#showOptions();
  }

  dispose(): void {
    this.#isGone = true;
  }

  #mount(): void {
    const { drawn, live, controls } = this.#places;
    const { lossFigure, copyCode } = this.#words;
    const hasOptions = this.#figure.controls.length > 0;
    const caption = drawn.querySelector('figcaption')?.textContent ?? '';
    live.style.visibility = 'hidden';
    live.replaceChildren(
      html('div', { class: 'playground loss-options' }, [
        this.#plots.element,
        html('p', {}, [caption, this.#thinLine]),
      ]),
    );
    controls.replaceChildren(
      html(
        'section',
        { class: 'playground loss-options', 'aria-label': lossFigure.title(this.#figure.name) },
        [
          html('label', {}, [this.#pointLabel, this.#point]),
          this.#readout,
          ...(hasOptions ? [this.#options] : []),
          html('div', { class: 'row' }, [
            this.#call,
            button(copyCode, () => this.#copy()),
            ...(hasOptions ? [button(lossFigure.defaults, () => this.#showOptions())] : []),
          ]),
          this.#copied,
        ],
      ),
    );
    for (const part of [controls, drawn]) {
      for (const kind of ['pointerenter', 'focusin'] as const)
        part.addEventListener(kind, () => this.#load());
    }
  }

  /** All controls, with the default options. */
  #showOptions(): void {
    const { give } = this.#words.lossFigure;
    const elements = this.#figure.controls.map((control) =>
      optionElement(control, give, (name, value) => this.#give({ ...this.#given, [name]: value })),
    );
    this.#options.replaceChildren(...elements);
    this.#give({});
  }

  /** The options that are not left out, in the order in which they are declared. */
  #give(options: Readonly<Record<string, ControlValue | undefined>>): void {
    const { name, inputs, controls } = this.#figure;
    this.#given = Object.fromEntries(
      controls.map(nameOf).flatMap((option) => {
        const value = options[option];
        return value === undefined ? [] : [[option, value]];
      }),
    );
    this.#curve = [];
    this.#call.textContent = callText(name, inputs, this.#given);
    this.#drawSoon();
  }

  #copy(): void {
    const say = (words: string) => () => {
      this.#copied.textContent = words;
    };
    copyText(this.#call.textContent ?? '').then(say(this.#words.copied), say(this.#words.notCopied));
  }

  async #load(): Promise<void> {
    if (this.#curveOf || this.#isLoading) return;
    this.#isLoading = true;
    this.#readout.textContent = this.#words.loading;
    try {
      const curveOf = await loadCurves();
      this.#defaults = curveOf(this.#figure.name, {}, this.#figure.points);
      this.#curveOf = curveOf;
    } catch (error) {
      this.#showFailure(error);
      return;
    } finally {
      this.#isLoading = false;
    }
    if (this.#isGone) return;
    this.#places.drawn.style.visibility = 'hidden';
    this.#places.live.style.visibility = 'visible';
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
    const { name, axis, points } = this.#figure;
    const isDefault = Object.keys(this.#given).length === 0;
    if (this.#curveOf && this.#curve.length === 0)
      this.#curve = isDefault ? this.#defaults : this.#curveOf(name, this.#given, points);
    const place = this.#point.valueAsNumber;
    const x = axis.low + ((axis.high - axis.low) * place) / (points - 1);
    this.#pointLabel.textContent = `${axis.title} = ${short(x)}`;
    // Its place stays, so that what is below does not move.
    this.#thinLine.style.visibility = isDefault ? 'hidden' : 'inherit';
    const chosen = this.#curve[place];
    if (!chosen) return;
    const said = this.#words.lossFigure.readout(short(chosen.value), short(chosen.slope));
    this.#readout.textContent = said;
    this.#readout.title = `${chosen.value} ${chosen.slope}`;
    this.#point.setAttribute('aria-valuetext', `${short(x)}: ${said}`);
    this.#plots.draw(this.#curve, isDefault ? [] : this.#defaults, chosen);
  }
}

/**
 * Makes the drawn figure of a loss one that follows its options, once somebody points at it or comes to its controls.
 *
 * @returns What takes it away again: not the elements.
 */
export function mountLossFigure(places: LossFigurePlaces, figure: LossFigure, words: Words): () => void {
  const live = new LiveFigure(places, figure, words);
  return () => live.dispose();
}
