import { amounts } from './amounts.ts';
import { binary } from './binary.ts';
import { continuous } from './continuous.ts';
import { counts } from './counts.ts';
import { distribution } from './distribution.ts';
import { embedding } from './embedding.ts';
import type { KindName } from './kindNames.ts';
import { mask } from './mask.ts';
import { multiclass } from './multiclass.ts';
import { multilabel } from './multilabel.ts';
import { ordinal } from './ordinal.ts';
import { ranking } from './ranking.ts';
import { sequence } from './sequence.ts';
import { survival } from './survival.ts';
import type { MetricBatches, TargetKind } from './TargetKind.ts';

/** Every kind of target by its name. */
export const KINDS: { readonly [Name in KindName]: TargetKind<MetricBatches[Name]> } = {
  continuous,
  binary,
  multiclass,
  ordinal,
  multilabel,
  counts,
  amounts,
  mask,
  embedding,
  ranking,
  sequence,
  distribution,
  survival,
};
