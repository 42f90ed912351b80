import type { Judged } from './judgeSeeds.ts';
import type { PresetName } from './presets.ts';
import type { Progress, Rate } from './RateSearch.ts';

/** All that the page says, in a language. */
export interface Words {
  /** What the whole is called. */
  readonly page: string;
  readonly headline: Readonly<Record<PresetName, string>>;
  readonly intro: string;
  readonly preset: string;
  readonly presets: Readonly<Record<PresetName, string>>;
  readonly trouble: Readonly<Record<PresetName, string>>;
  readonly optimizer: string;
  readonly learningRate: (value: string) => string;
  /** What is known of a learning rate. */
  readonly rateNote: (rate: Rate) => string;
  readonly findRate: string;
  readonly findRateOf: (loss: string) => string;
  /** How learning rates are found. */
  readonly ratesHint: string;
  readonly seed: string;
  readonly loss: (letter: string) => string;
  readonly addLoss: string;
  readonly removeLoss: string;
  readonly remove: (loss: string) => string;
  readonly controls: string;
  readonly play: string;
  readonly pause: string;
  readonly restart: string;
  readonly share: string;
  readonly copyCommand: string;
  readonly copyCode: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly loading: string;
  readonly searching: (progress: Progress) => string;
  readonly stopSearch: string;
  readonly searchStopped: string;
  readonly step: (step: number, steps: number) => string;
  readonly data: string;
  readonly dataHint: string;
  readonly point: (number: number, x: string, y: string) => string;
  readonly value: string;
  readonly slope: string;
  readonly rug: Readonly<Record<'line' | 'classes', string>>;
  readonly metrics: Readonly<Record<'rmse' | 'accuracy', string>>;
  readonly learning: Readonly<Record<'rmse' | 'accuracy', string>>;
  readonly landscape: (loss: string) => string;
  readonly landscapeAxes: Readonly<Record<'line' | 'classes', string>>;
  readonly isItReal: string;
  readonly isItRealHint: string;
  readonly seedsDone: (done: number, all: number) => string;
  readonly verdict: (judged: Judged, metric: 'rmse' | 'accuracy') => string;
  readonly failed: (message: string) => string;
  readonly lossFigure: {
    /** What the figure of a loss is called. */
    readonly title: (loss: string) => string;
    /** Of what gives an option that has no value by default. */
    readonly give: (option: string) => string;
    readonly defaults: string;
    readonly thinLine: string;
    readonly readout: (value: string, slope: string) => string;
  };
}
