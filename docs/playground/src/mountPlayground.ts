import './style.css';

import { Controls } from './Controls.ts';
import { codeOf, commandOf } from './copies.ts';
import { copyText } from './copyText.ts';
import type { LossChoice, SeedResult, Setup } from './experiment.ts';
import { Figures, type Training } from './Figures.ts';
import { button } from './inputs.ts';
import { isOffered } from './isOffered.ts';
import type { Order, Report } from './messages.ts';
import { html } from './plot.ts';
import { type Data, PRESET, type PresetName, STEPS } from './presets.ts';
import { type MovedPoint, readHash, type State, writeHash } from './state.ts';
import type { Words } from './words.ts';

const MILLISECONDS_A_MOVE = 50;
const MILLISECONDS_UNCHANGED = 300;
const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);

/** The page while it is mounted. */
class Playground {
  readonly #words: Words;
  readonly #controls: Controls;
  readonly #figures: Figures;
  readonly #workers: Worker[] = [];
  readonly #headline = html('h2');
  readonly #status = html('output', { 'aria-live': 'off' });
  readonly #verdict = html('output');
  readonly #copied = html('output');
  readonly #text = html('textarea', { rows: '6', readonly: '', hidden: '' });
  readonly #play: HTMLButtonElement;
  readonly #calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  readonly #onHash = () => this.#readAddress();
  #choices: Readonly<Record<PresetName, readonly LossChoice[]>> | undefined;
  #state: State | undefined;
  #data: Data | undefined;
  #trainings: Training[] = [];
  #run = 0;
  #seedsRun = -1;
  #seeds: SeedResult[][] = [];
  #left = 0;
  #mode: 'idle' | 'running' | 'paused' = 'idle';
  #isDrawing = false;
  #moving: ReturnType<typeof setTimeout> | undefined;
  #writing: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement, words: Words) {
    this.#words = words;
    this.#controls = new Controls(words, (state) => this.#change(state));
    this.#figures = new Figures(words, (point) => this.#move(point));
    this.#play = button(words.play, () => this.#playOrPause());
    this.#play.className = 'main';
    this.#status.textContent = words.loading;
    this.#text.ariaLabel = words.copyCode;
    const hint = html('p', {}, [words.isItRealHint]);
    element.replaceChildren(
      html('section', { class: 'playground', 'aria-label': words.page }, [
        this.#headline,
        html('p', {}, [words.intro]),
        this.#controls.element,
        html('div', { class: 'row', role: 'group', 'aria-label': words.controls }, [
          this.#play,
          button(words.restart, () => this.#train('train', false)),
          button(words.share, () => this.#copyLink()),
          button(words.copyCommand, () => this.#state && this.#copy(commandOf(this.#state))),
          button(words.copyCode, () => this.#copyCode()),
        ]),
        this.#status,
        this.#copied,
        this.#text,
        this.#figures.element,
        html('h3', {}, [words.isItReal]),
        hint,
        button(words.isItReal, () => this.#trainSeeds()),
        this.#verdict,
      ]),
    );
    addEventListener('hashchange', this.#onHash);
    this.#order(0, { kind: 'choices' });
  }

  dispose(): void {
    removeEventListener('hashchange', this.#onHash);
    clearTimeout(this.#moving);
    clearTimeout(this.#writing);
    for (const worker of this.#workers) worker.terminate();
  }

  /** Of a loss, started when it is first needed. */
  #order(index: number, order: Order): void {
    let worker = this.#workers[index];
    if (!worker) {
      worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<Report>) => this.#hear(index, data));
      worker.addEventListener('error', ({ message }) => {
        this.#status.textContent = this.#words.failed(message);
      });
      this.#workers[index] = worker;
    }
    worker.postMessage(order);
  }

  #readAddress(): void {
    const choices = this.#choices;
    if (!choices) return;
    this.#state = readHash(location.hash, (text, preset) => isOffered(text, choices[preset]));
    this.#begin(!this.#calm);
  }

  #change(state: State): void {
    this.#state = state;
    this.#writeAddress();
    this.#begin(!this.#calm);
  }

  /** Shows a state from the start, and trains if asked. */
  #begin(trains: boolean): void {
    const state = this.#state;
    if (!state) return;
    this.#controls.show(state, this.#choices?.[state.preset] ?? []);
    this.#figures.begin(state);
    this.#headline.textContent = this.#words.headline[state.preset];
    this.#trainings = state.losses.map(() => ({ frames: [] }));
    this.#verdict.textContent = '';
    this.#seedsRun = -1;
    this.#train(trains ? 'train' : 'show', false);
  }

  #setups(): Setup[] {
    if (!this.#state) return [];
    const { losses, ...rest } = this.#state;
    return losses.map((loss) => ({ ...rest, loss }));
  }

  #train(kind: 'train' | 'show', goesOn: boolean): void {
    this.#run += 1;
    const setups = this.#setups();
    this.#left = kind === 'train' ? setups.length : 0;
    setups.forEach((setup, index) => {
      const start = goesOn ? this.#trainings[index]?.frames.at(-1)?.parameters : undefined;
      this.#trainings[index] = { ...this.#trainings[index], frames: [] };
      this.#order(index, { kind, run: this.#run, setup, start, paced: !this.#calm });
    });
    this.#setMode(kind === 'train' ? 'running' : 'idle');
  }

  #setMode(mode: 'idle' | 'running' | 'paused'): void {
    this.#mode = mode;
    this.#play.textContent = mode === 'running' ? this.#words.pause : this.#words.play;
  }

  #playOrPause(): void {
    if (this.#mode === 'idle') {
      this.#train('train', false);
      return;
    }
    const paused = this.#mode === 'running';
    this.#state?.losses.forEach((_, index) => {
      this.#order(index, { kind: 'pause', paused });
    });
    this.#setMode(paused ? 'paused' : 'running');
  }

  /** Fits follow a point that moves, from where they are. */
  #move(point: MovedPoint): void {
    const state = this.#state;
    if (!state) return;
    const others = state.moved.filter(({ row }) => row !== point.row);
    this.#state = { ...state, moved: [...others, point] };
    this.#writeAddress();
    this.#moving ??= setTimeout(() => {
      this.#moving = undefined;
      this.#train('train', true);
    }, MILLISECONDS_A_MOVE);
  }

  /** Once people have stopped changing: browsers refuse addresses that change all the time. */
  #writeAddress(): void {
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => {
      if (this.#state) history.replaceState(history.state, '', writeHash(this.#state));
    }, MILLISECONDS_UNCHANGED);
  }

  #hear(index: number, report: Report): void {
    if (report.kind === 'choices') {
      this.#choices = report.choices;
      this.#readAddress();
      return;
    }
    if (report.kind === 'seed' || report.kind === 'judged') {
      if (report.run === this.#seedsRun) this.#hearOfSeeds(index, report);
      return;
    }
    if (report.run !== this.#run) return;
    const training = this.#trainings[index];
    if (!training) return;
    switch (report.kind) {
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
        this.#status.textContent = this.#words.failed(report.message);
        this.#setMode('idle');
        break;
    }
    this.#draw();
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
    this.#run += 1;
    this.#setMode('idle');
    this.#seedsRun = this.#run;
    this.#seeds = [];
    this.#setups().forEach((setup, index) => {
      this.#seeds[index] = [];
      this.#order(index, { kind: 'seeds', run: this.#seedsRun, setup, seeds: SEEDS });
    });
    this.#verdict.textContent = this.#words.seedsDone(0, SEEDS.length * this.#seeds.length);
  }

  #hearOfSeeds(index: number, report: Extract<Report, { kind: 'seed' | 'judged' }>): void {
    const state = this.#state;
    if (!state) return;
    if (report.kind === 'judged') {
      this.#verdict.textContent = this.#words.verdict(report.judged, PRESET[state.preset].metric);
      return;
    }
    this.#seeds[index]?.push(report.result);
    const done = this.#seeds.reduce((sum, results) => sum + results.length, 0);
    const all = SEEDS.length * this.#seeds.length;
    this.#verdict.textContent = this.#words.seedsDone(done, all);
    if (done < all) return;
    const { preset, learningRate } = state;
    const losses = state.losses.map((loss, place) => ({ loss, results: this.#seeds[place] ?? [] }));
    this.#order(0, { kind: 'judge', run: this.#seedsRun, preset, learningRate, losses });
  }

  #copyLink(): void {
    if (!this.#state) return;
    const address = new URL(location.href);
    address.hash = writeHash(this.#state);
    this.#copy(address.href);
  }

  #copyCode(): void {
    const { preset } = this.#state ?? {};
    if (!this.#state || !preset || !this.#data) return;
    this.#copy(codeOf(this.#state, this.#data, this.#choices?.[preset] ?? [], STEPS));
  }

  /** Shows the text as well, to be read or selected. */
  #copy(text: string): void {
    this.#text.hidden = false;
    this.#text.value = text;
    const say = (words: string) => () => {
      this.#copied.textContent = words;
    };
    copyText(text).then(say(this.#words.copied), say(this.#words.notCopied));
  }
}

/**
 * Puts the playground into an element, for which all that it says is given.
 *
 * @returns What takes it away again: its workers and listeners, not the element.
 */
export function mountPlayground(element: HTMLElement, words: Words): () => void {
  const playground = new Playground(element, words);
  return () => playground.dispose();
}
