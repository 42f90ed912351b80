import type { Frame, LossChoice } from './experiment.ts';
import { sampleLine } from './Figures.ts';
import { labelled, optionSlider, select } from './inputs.ts';
import { readLossText, writeLossText } from './lossText.ts';
import { sliderValue } from './optionControls.ts';
import { html } from './plot.ts';
import { PRESET, PRESETS } from './presets.ts';
import { MOST_LOSSES, presetState, type State } from './state.ts';
import type { Words } from './words.ts';

/** What people choose: a task, its trouble, losses with their options, the learning rate and the seed. */
export class Controls {
  readonly element = html('div');
  readonly #words: Words;
  readonly #onChange: (state: State) => void;
  #legends: HTMLElement[] = [];

  constructor(words: Words, onChange: (state: State) => void) {
    this.#words = words;
    this.#onChange = onChange;
  }

  show(state: State, choices: readonly LossChoice[]): void {
    const focused = this.element.querySelector(':focus')?.getAttribute('data-control');
    const words = this.#words;
    const change = (changed: Partial<State>) => this.#onChange({ ...state, ...changed });

    const preset = select(
      PRESETS.map((name) => [name, words.presets[name]]),
      state.preset,
    );
    preset.dataset.control = 'preset';
    preset.addEventListener('change', () => {
      const chosen = PRESETS.find((name) => name === preset.value) ?? 'line';
      this.#onChange(presetState(chosen, state.seed));
    });
    const trouble = html('input', {
      type: 'range',
      min: '0',
      max: String(PRESET[state.preset].trouble.most),
      step: '0.025',
      value: String(state.trouble),
      'data-control': 'trouble',
    });
    trouble.addEventListener('change', () => change({ trouble: trouble.valueAsNumber, moved: [] }));
    const rate = select(
      [...new Set([0.01, 0.03, 0.1, 0.3, state.learningRate])]
        .sort((a, b) => a - b)
        .map((value) => [String(value), String(value)]),
      String(state.learningRate),
    );
    rate.dataset.control = 'rate';
    rate.addEventListener('change', () => change({ learningRate: Number(rate.value) }));
    const seed = html('input', {
      type: 'number',
      min: '0',
      max: '999999',
      value: String(state.seed),
      'data-control': 'seed',
    });
    seed.addEventListener('change', () => {
      if (seed.validity.valid && seed.value !== '')
        change({ seed: Math.round(seed.valueAsNumber), moved: [] });
    });

    this.#legends = [];
    const panels = state.losses.map((loss, index) => this.#lossPanel(state, choices, loss, index));
    const add = html('button', { type: 'button', 'data-control': 'add' }, [words.addLoss]);
    add.addEventListener('click', () => {
      const next = choices.find(({ name }) => state.losses.every((loss) => readLossText(loss).name !== name));
      change({ losses: [...state.losses, next?.name ?? state.losses[0] ?? ''] });
    });
    this.element.replaceChildren(
      html('div', { class: 'row' }, [
        labelled(words.preset, preset),
        labelled(`${words.trouble[state.preset]}: ${state.trouble}`, trouble),
        labelled(words.learningRate, rate),
        labelled(words.seed, seed),
        ...(state.losses.length < MOST_LOSSES ? [add] : []),
      ]),
      html('div', { class: 'losses' }, panels),
    );
    if (focused) this.element.querySelector<HTMLElement>(`[data-control="${focused}"]`)?.focus();
  }

  #lossPanel(state: State, choices: readonly LossChoice[], loss: string, index: number): HTMLElement {
    const words = this.#words;
    const { name, options } = readLossText(loss);
    const replace = (text: string) =>
      this.#onChange({ ...state, losses: state.losses.map((one, place) => (place === index ? text : one)) });
    const names = select(
      choices.map((choice) => [choice.name, choice.name]),
      name,
    );
    names.dataset.control = `loss-${index}`;
    names.ariaLabel = words.loss('ABC'[index] ?? '');
    names.addEventListener('change', () => replace(names.value));
    const sliders = (choices.find((choice) => choice.name === name)?.options ?? []).map((range) => {
      const value = options[range.name] ?? range.default;
      const slider = optionSlider(range, value);
      slider.dataset.control = `loss-${index}-${range.name}`;
      slider.addEventListener('change', () => {
        const chosen = sliderValue(range, slider.valueAsNumber);
        replace(writeLossText({ name, options: { ...options, [range.name]: chosen } }));
      });
      return labelled(`${range.name} = ${value}`, slider);
    });
    const legend = html('span', { class: 'legend' });
    this.#legends.push(legend);
    const remove = html(
      'button',
      { type: 'button', 'data-control': `remove-${index}`, 'aria-label': words.remove(loss) },
      [words.removeLoss],
    );
    remove.addEventListener('click', () =>
      this.#onChange({ ...state, losses: state.losses.filter((_, place) => place !== index) }),
    );
    return html('fieldset', {}, [
      html('legend', {}, [sampleLine(index), words.loss('ABC'[index] ?? '')]),
      names,
      ...sliders,
      legend,
      ...(state.losses.length > 2 ? [remove] : []),
    ]);
  }

  /** Says what a loss has come to; all digits where one points at it. */
  showMetric(index: number, name: string, { metric, parameters }: Frame): void {
    const legend = this.#legends[index];
    if (!legend) return;
    legend.textContent = ` ${name} ${metric.toFixed(3)}`;
    legend.title = [metric, ...parameters].join(' ');
  }
}
