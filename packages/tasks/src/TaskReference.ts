import type { Decimal, MissingPolicy, TextEncoding } from '@losskit/data';

import type { StressName } from './stress/Stress.ts';

/** Where another process finds a task: plain data. */
export type TaskReference =
  | { readonly from: 'built-in'; readonly name: string }
  | {
      readonly from: 'table';
      readonly name: string;
      readonly file: string;
      readonly target: string;
      readonly features?: readonly string[] | undefined;
      readonly kind?: TableKind | undefined;
      readonly hidden?: readonly number[] | undefined;
      readonly rankBy?: string | undefined;
      readonly categorical?: readonly string[] | undefined;
      readonly separator?: string | undefined;
      readonly decimal?: Decimal | undefined;
      readonly encoding?: TextEncoding | undefined;
      readonly missing?: MissingPolicy | undefined;
    }
  | {
      readonly from: 'pictures';
      readonly name: string;
      readonly folder: string;
      readonly rankBy?: string | undefined;
    }
  | {
      readonly from: 'stress';
      readonly name: string;
      readonly task: TaskReference;
      readonly kind: StressName;
      readonly level: number;
    }
  | { readonly from: 'module'; readonly name: string; readonly file: string; readonly sha256: string };

/** The kinds of target that a table can have. */
export type TableKind = 'continuous' | 'binary' | 'multiclass' | 'ordinal' | 'counts' | 'amounts';
