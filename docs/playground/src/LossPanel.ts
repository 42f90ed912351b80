import type { Frame } from './experiment.ts';
import { sampleLine } from './Figures.ts';
import { button, labelled, optionSlider, select } from './inputs.ts';
import type { LossChoice } from './losses.ts';
import { letterOf, readLossText, writeLossText } from './lossText.ts';
import { sliderValue } from './optionControls.ts';
import { html } from './plot.ts';
import type { Rate } from './RateSearch.ts';
import { placeOfRate, RATE_PLACES, rateAt, USUAL_RATE } from './rates.ts';
import type { ChosenLoss } from './state.ts';
import type { Words } from './words.ts';

/** What people choose of one loss: which it is, its options and its learning rate. */
export class LossPanel {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #legend = html('span', { class: 'legend' });
  readonly #rateName = html('span');
  readonly #rateNote = html('span', { class: 'note' });
  readonly #rateSlider: HTMLInputElement;
  readonly #findRate: HTMLButtonElement;

  /** @param onRemove - Undefined where it is one of the least that there are. */
  constructor(
    words: Words,
    choices: readonly LossChoice[],
    loss: ChosenLoss,
    index: number,
    onChange: (loss: ChosenLoss) => void,
    onRemove: (() => void) | undefined,
  ) {
    this.#words = words;
    const { name, options } = readLossText(loss.text);
    const names = select(
      choices.map((choice) => [choice.name, choice.name]),
      name,
    );
    names.dataset.control = `loss-${index}`;
    names.ariaLabel = words.loss(letterOf(index));
    // Another loss has another rate that suits it.
    names.addEventListener('change', () => onChange({ text: names.value, learningRate: null }));

    const sliders = (choices.find((choice) => choice.name === name)?.options ?? []).map((range) => {
      const value = options[range.name] ?? range.default;
      const slider = optionSlider(range, value);
      slider.dataset.control = `loss-${index}-${range.name}`;
      slider.addEventListener('change', () => {
        const chosen = sliderValue(range, slider.valueAsNumber);
        onChange({ ...loss, text: writeLossText({ name, options: { ...options, [range.name]: chosen } }) });
      });
      return labelled(`${range.name} = ${value}`, slider);
    });

    this.#rateSlider = html('input', {
      type: 'range',
      min: '0',
      max: String(RATE_PLACES),
      'data-control': `loss-${index}-rate`,
      'aria-describedby': `rate-note-${index}`,
    });
    this.#rateSlider.addEventListener('change', () =>
      onChange({ ...loss, learningRate: rateAt(this.#rateSlider.valueAsNumber) }),
    );
    this.#rateNote.id = `rate-note-${index}`;
    this.#findRate = button(words.findRate, () => onChange({ ...loss, learningRate: null }));
    this.#findRate.ariaLabel = words.findRateOf(loss.text);
    this.#findRate.dataset.control = `loss-${index}-find`;

    const remove = button(words.removeLoss, () => onRemove?.());
    remove.ariaLabel = words.remove(loss.text);
    remove.dataset.control = `remove-${index}`;
    this.element = html('fieldset', {}, [
      html('legend', {}, [sampleLine(index), words.loss(letterOf(index))]),
      names,
      ...sliders,
      html('label', {}, [this.#rateName, this.#rateSlider]),
      html('div', { class: 'apart' }, [this.#rateNote, this.#findRate]),
      html('div', { class: 'apart' }, [this.#legend, ...(onRemove ? [remove] : [])]),
    ]);
  }

  showRate(rate: Rate): void {
    const learningRate = 'learningRate' in rate ? rate.learningRate : USUAL_RATE;
    const isSearching = rate.kind === 'searching';
    const shown = isSearching ? '…' : String(learningRate);
    this.#rateName.textContent = this.#words.learningRate(shown);
    this.#rateSlider.value = String(placeOfRate(learningRate));
    this.#rateSlider.setAttribute('aria-valuetext', shown);
    this.#rateNote.textContent = this.#words.rateNote(rate);
    const isNeedless = isSearching || rate.kind === 'found';
    // A button that is gone would take the keyboard's place in the page with it.
    if (isNeedless && this.#findRate.matches(':focus')) this.#rateSlider.focus();
    this.#findRate.hidden = isNeedless;
  }

  /** Says what the loss has come to; all digits where one points at it. */
  showMetric(name: string, { metric, parameters }: Frame): void {
    this.#legend.textContent = `${name} ${metric.toFixed(3)}`;
    this.#legend.title = [metric, ...parameters].join(' ');
  }
}
