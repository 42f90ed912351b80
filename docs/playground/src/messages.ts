import type { Frame, SeedResult, Setup } from './experiment.ts';
import type { FoundRate, RateQuestion } from './findRate.ts';
import type { Judged, SeedsOfLoss } from './judgeSeeds.ts';
import type { LossChoice } from './losses.ts';
import type { Landscape, LossCurves } from './pictures.ts';
import type { Data, PresetName } from './presets.ts';

/** What the page asks of a worker. */
export type Order =
  | { readonly kind: 'choices' }
  /** To train from parameters, by default from 0, and say so as it goes, `paced` as people can follow; or only to show the data. */
  | {
      readonly kind: 'train' | 'show';
      readonly run: number;
      readonly setup: Setup;
      readonly start?: readonly number[] | undefined;
      readonly paced: boolean;
    }
  /** To find the learning rate of a loss, until something else is asked for. */
  | { readonly kind: 'search'; readonly run: number; readonly question: RateQuestion }
  | { readonly kind: 'pause'; readonly paused: boolean }
  | { readonly kind: 'seeds'; readonly run: number; readonly setup: Setup; readonly seeds: readonly number[] }
  | {
      readonly kind: 'judge';
      readonly run: number;
      readonly preset: PresetName;
      readonly losses: readonly SeedsOfLoss[];
    };

/** What a worker tells the page. */
export type Report =
  | { readonly kind: 'choices'; readonly choices: Readonly<Record<PresetName, readonly LossChoice[]>> }
  | { readonly kind: 'begin'; readonly run: number; readonly data: Data; readonly curves: LossCurves }
  | { readonly kind: 'landscape'; readonly run: number; readonly landscape: Landscape }
  | { readonly kind: 'frame'; readonly run: number; readonly frame: Frame }
  | { readonly kind: 'end'; readonly run: number }
  | { readonly kind: 'searched'; readonly run: number; readonly done: number; readonly all: number }
  | { readonly kind: 'found'; readonly run: number; readonly found: FoundRate }
  | { readonly kind: 'seed'; readonly run: number; readonly result: SeedResult }
  | { readonly kind: 'judged'; readonly run: number; readonly judged: Judged }
  | { readonly kind: 'failure'; readonly run: number; readonly message: string };
