import type { Frame } from './experiment.ts';
import { labelled, select } from './inputs.ts';
import { LossPanel } from './LossPanel.ts';
import type { LossChoice } from './losses.ts';
import { readLossText } from './lossText.ts';
import { html } from './plot.ts';
import { PRESET, PRESETS } from './presets.ts';
import type { Rate } from './RateSearch.ts';
import { MOST_LOSSES, OPTIMIZER_NAMES, presetState, type State } from './state.ts';
import type { Words } from './words.ts';

const OPTIMIZERS = { adam: 'Adam', sgd: 'SGD' };
const LEAST_LOSSES = 2;

/** What people choose: a task, its trouble, the seed, the optimizer, and losses with their options and learning rates. */
export class Controls {
  readonly element = html('div');
  readonly #words: Words;
  readonly #onChange: (state: State) => void;
  #panels: LossPanel[] = [];

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
      this.#onChange({ ...presetState(chosen, state.seed), optimizer: state.optimizer });
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
    const optimizer = select(
      OPTIMIZER_NAMES.map((name) => [name, OPTIMIZERS[name]]),
      state.optimizer,
    );
    optimizer.dataset.control = 'optimizer';
    optimizer.addEventListener('change', () => {
      const chosen = OPTIMIZER_NAMES.find((name) => name === optimizer.value) ?? 'adam';
      // What was set by hand suits the other optimizer.
      change({
        optimizer: chosen,
        losses: state.losses.map(({ text }) => ({ text, learningRate: null })),
      });
    });
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

    const add = html('button', { type: 'button', 'data-control': 'add' }, [words.addLoss]);
    add.addEventListener('click', () => {
      const next = choices.find(({ name }) =>
        state.losses.every(({ text }) => readLossText(text).name !== name),
      );
      const text = next?.name ?? state.losses[0]?.text ?? '';
      change({ losses: [...state.losses, { text, learningRate: null }] });
    });
    this.#panels = state.losses.map(
      (loss, index) =>
        new LossPanel(
          words,
          choices,
          loss,
          index,
          (changed) => change({ losses: state.losses.with(index, changed) }),
          state.losses.length > LEAST_LOSSES
            ? () => change({ losses: state.losses.toSpliced(index, 1) })
            : undefined,
        ),
    );
    this.element.replaceChildren(
      html('div', { class: 'row' }, [
        labelled(words.preset, preset),
        labelled(`${words.trouble[state.preset]}: ${state.trouble}`, trouble),
        labelled(words.optimizer, optimizer),
        labelled(words.seed, seed),
        ...(state.losses.length < MOST_LOSSES ? [add] : []),
      ]),
      html(
        'div',
        { class: 'losses' },
        this.#panels.map(({ element }) => element),
      ),
      html('p', { class: 'note' }, [words.ratesHint]),
    );
    if (focused) this.element.querySelector<HTMLElement>(`[data-control="${focused}"]`)?.focus();
  }

  /** Says what is known of the learning rate of a loss. */
  showRate(index: number, rate: Rate): void {
    this.#panels[index]?.showRate(rate);
  }

  showMetric(index: number, name: string, frame: Frame): void {
    this.#panels[index]?.showMetric(name, frame);
  }
}
