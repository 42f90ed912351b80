import { Address } from './Address.ts';
import { Controls } from './Controls.ts';
import { CopyBox } from './CopyBox.ts';
import { codeOf, commandOf } from './copies.ts';
import type { Setup } from './experiment.ts';
import { Figures, type Training } from './Figures.ts';
import { button } from './inputs.ts';
import { isOffered } from './isOffered.ts';
import { LossWorkers } from './LossWorkers.ts';
import type { LossChoice } from './losses.ts';
import type { Report } from './messages.ts';
import { html } from './plot.ts';
import { type Data, PRESET, type PresetName, STEPS } from './presets.ts';
import { RateSearch } from './RateSearch.ts';
import { USUAL_RATE } from './rates.ts';
import { SeedJudge } from './SeedJudge.ts';
import { type MovedPoint, readHash, type State } from './state.ts';
import type { Words } from './words.ts';

const MILLISECONDS_A_MOVE = 50;

type Mode = 'idle' | 'searching' | 'running' | 'paused';

/** The page while it is mounted. */
export class Playground {
  readonly #words: Words;
  readonly #controls: Controls;
  readonly #figures: Figures;
  readonly #workers: LossWorkers;
  readonly #rates = new RateSearch();
  /** Of the task: none is known before the address is read. */
  readonly #headline = html('h2', { hidden: '' });
  readonly #status = html('output', { 'aria-live': 'off' });
  readonly #judge: SeedJudge;
  readonly #copies: CopyBox;
  readonly #play: HTMLButtonElement;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  readonly #address = new Address(() => this.#readAddress());
  #choices: Readonly<Record<PresetName, readonly LossChoice[]>> | undefined;
  #state: State | undefined;
  #data: Data | undefined;
  #trainings: Training[] = [];
  /** Of what was asked of the workers last: what they say of earlier runs is not heard. */
  #run = 0;
  #left = 0;
  #mode: Mode = 'idle';
  /** What a search is for. */
  #afterSearch = () => {};
  #isDrawing = false;
  #moving: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement, words: Words) {
    this.#words = words;
    this.#controls = new Controls(words, (state) => this.#change(state));
    this.#figures = new Figures(words, (point) => this.#move(point));
    this.#workers = new LossWorkers(
      (index, report) => this.#hear(index, report),
      (message) => this.#fail(message),
    );
    this.#judge = new SeedJudge(words, (index, order) => this.#workers.order(index, order));
    this.#copies = new CopyBox(words);
    this.#play = button(words.play, () => this.#playOrPause());
    this.#play.className = 'main';
    this.#status.textContent = words.loading;
    element.replaceChildren(
      html('section', { class: 'playground', 'aria-label': words.page }, [
        this.#headline,
        html('p', {}, [words.intro]),
        this.#controls.element,
        html('div', { class: 'row', role: 'group', 'aria-label': words.controls }, [
          this.#play,
          button(words.restart, () => this.#whenRated(() => this.#train('train'))),
          button(words.share, () => this.#state && this.#copies.copy(this.#address.linkTo(this.#state))),
          button(words.copyCommand, () => this.#state && this.#copies.copy(commandOf(this.#state))),
          button(words.copyCode, () => this.#copyCode()),
        ]),
        this.#status,
        this.#copies.said,
        this.#copies.text,
        this.#figures.element,
        html('h3', {}, [words.isItReal]),
        html('p', {}, [words.isItRealHint]),
        button(words.isItReal, () => this.#whenRated(() => this.#trainSeeds())),
        this.#judge.element,
      ]),
    );
    this.#workers.order(0, { kind: 'choices' });
  }

  dispose(): void {
    this.#address.dispose();
    clearTimeout(this.#moving);
    this.#workers.terminate();
  }

  #readAddress(): void {
    const choices = this.#choices;
    if (!choices) return;
    this.#begin(readHash(location.hash, (text, preset) => isOffered(text, choices[preset])));
  }

  #change(state: State): void {
    this.#begin(state);
    this.#address.write(state);
  }

  /** Shows a state from the start and finds its learning rates, and trains where motion is welcome. */
  #begin(state: State): void {
    this.#state = state;
    this.#controls.show(state, this.#choices?.[state.preset] ?? []);
    this.#figures.begin(state);
    this.#headline.textContent = this.#words.headline[state.preset];
    this.#headline.hidden = false;
    this.#trainings = state.losses.map(() => ({ frames: [] }));
    this.#status.textContent = '';
    this.#judge.clear();
    this.#train('show');
    this.#whenRated(() => {
      if (!this.#calm) this.#train('train');
    });
  }

  /** Does something once the learning rates of all losses are known. */
  #whenRated(act: () => void): void {
    const state = this.#state;
    if (!state) return;
    const searches = this.#rates.begin(state);
    this.#showRates();
    if (searches.length === 0) {
      act();
      return;
    }
    this.#afterSearch = act;
    // Ends what goes on; what is shown meanwhile belongs to the run of the search.
    if (this.#mode !== 'idle') this.#train('show');
    for (const { index, question } of searches)
      this.#workers.order(index, { kind: 'search', run: this.#run, question });
    this.#setMode('searching');
  }

  /** What was asked for before is no longer, verdicts included. */
  #beginRun(): void {
    this.#run += 1;
    this.#judge.stop();
  }

  #showRates(): void {
    const state = this.#state;
    if (!state) return;
    state.losses.forEach((_, index) => {
      this.#controls.showRate(index, this.#rates.rateOf(state, index));
    });
    if (this.#rates.isSearching) this.#status.textContent = this.#words.searching(this.#rates.progress);
  }

  #setups(): Setup[] {
    const state = this.#state;
    if (!state) return [];
    const { losses, ...rest } = state;
    return losses.map(({ text }, index) => {
      const rate = this.#rates.rateOf(state, index);
      return { ...rest, loss: text, learningRate: 'learningRate' in rate ? rate.learningRate : USUAL_RATE };
    });
  }

  #train(kind: 'train' | 'show'): void {
    this.#order(kind, this.#setups());
  }

  /** From where the fits are. */
  #follow(): void {
    // The first steps of Adam are as large as the rate, however near the minimum is.
    const gently = (setup: Setup): Setup =>
      setup.optimizer === 'adam'
        ? { ...setup, learningRate: Math.min(setup.learningRate, USUAL_RATE) }
        : setup;
    const starts = this.#trainings.map(({ frames }) => frames.at(-1)?.parameters);
    this.#order('train', this.#setups().map(gently), starts);
  }

  #order(
    kind: 'train' | 'show',
    setups: readonly Setup[],
    starts: readonly (readonly number[] | undefined)[] = [],
  ): void {
    this.#beginRun();
    this.#left = kind === 'train' ? setups.length : 0;
    setups.forEach((setup, index) => {
      this.#trainings[index] = { ...this.#trainings[index], frames: [] };
      const start = starts[index];
      this.#workers.order(index, { kind, run: this.#run, setup, start, paced: !this.#calm });
    });
    this.#setMode(kind === 'train' ? 'running' : 'idle');
  }

  #setMode(mode: Mode): void {
    this.#mode = mode;
    const { pause, play, stopSearch } = this.#words;
    this.#play.textContent = mode === 'running' ? pause : mode === 'searching' ? stopSearch : play;
  }

  #playOrPause(): void {
    switch (this.#mode) {
      case 'idle':
        // Also where a search was stopped: then with the usual rate.
        this.#train('train');
        break;
      case 'searching':
        this.#rates.stop();
        this.#train('show');
        this.#status.textContent = this.#words.searchStopped;
        this.#showRates();
        break;
      case 'running':
      case 'paused': {
        const paused = this.#mode === 'running';
        this.#state?.losses.forEach((_, index) => {
          this.#workers.order(index, { kind: 'pause', paused });
        });
        this.#setMode(paused ? 'paused' : 'running');
      }
    }
  }

  /** Fits follow a point that moves. */
  #move(point: MovedPoint): void {
    const state = this.#state;
    if (!state) return;
    const others = state.moved.filter(({ row }) => row !== point.row);
    this.#state = { ...state, moved: [...others, point] };
    this.#address.write(this.#state);
    this.#moving ??= setTimeout(() => {
      this.#moving = undefined;
      if (this.#mode !== 'searching') this.#follow();
    }, MILLISECONDS_A_MOVE);
  }

  #hear(index: number, report: Report): void {
    if (report.kind === 'choices') {
      this.#choices = report.choices;
      this.#readAddress();
      return;
    }
    const training = this.#trainings[index];
    if (report.run !== this.#run || !training) return;
    switch (report.kind) {
      case 'searched':
      case 'found':
        this.#hearOfRate(index, report);
        return;
      case 'seed':
      case 'judged':
        this.#judge.hear(index, report);
        return;
      case 'begin':
        this.#data = report.data;
        training.curves = report.curves;
        if (index === 0) this.#figures.showData(report.data);
        break;
      case 'landscape':
        training.landscape = report.landscape;
        this.#figures.showLandscape(training, index);
        break;
      case 'frame':
        training.frames.push(report.frame);
        if (index === 0) this.#status.textContent = this.#words.step(report.frame.step, STEPS);
        break;
      case 'end':
        this.#left -= 1;
        if (this.#left === 0) this.#setMode('idle');
        break;
      case 'failure':
        this.#fail(report.message);
        break;
    }
    this.#draw();
  }

  #fail(message: string): void {
    this.#rates.stop();
    this.#showRates();
    this.#status.textContent = this.#words.failed(message);
    this.#setMode('idle');
  }

  #hearOfRate(index: number, report: Extract<Report, { kind: 'searched' | 'found' }>): void {
    this.#rates.hear(index, report);
    this.#showRates();
    if (this.#rates.isSearching) return;
    this.#status.textContent = '';
    this.#setMode('idle');
    this.#afterSearch();
  }

  /** Once for all that has come since the last picture. */
  #draw(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      const state = this.#state;
      if (!state) return;
      this.#figures.show(this.#trainings, STEPS);
      this.#trainings.forEach(({ frames }, index) => {
        const frame = frames.at(-1);
        if (frame) this.#controls.showMetric(index, this.#words.metrics[PRESET[state.preset].metric], frame);
      });
    });
  }

  #trainSeeds(): void {
    this.#beginRun();
    this.#setMode('idle');
    this.#judge.begin(this.#run, this.#setups());
  }

  #copyCode(): void {
    const state = this.#state;
    if (!state || !this.#data) return;
    const choices = this.#choices?.[state.preset] ?? [];
    this.#copies.copy(codeOf(this.#setups(), state, this.#data, choices, STEPS));
  }
}
