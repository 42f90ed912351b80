import type * as tf from '@tensorflow/tfjs-core';

import type { Tensors } from '../model/NamedTensors.ts';
import type { BatchLoss } from './batchLoss.ts';
import type { LossFunction } from './LossFunction.ts';
import type { TermLoss } from './lossTerms.ts';

/** Names of outputs or of targets: none of a single tensor, any where they are not known. */
type NamesOf<Named extends Tensors> = Named extends tf.Tensor ? never : keyof Named & string;

/** What sees all outputs, and so may have any name. */
type BatchTerm = BatchLoss | (TermLoss & { readonly loss: BatchLoss });

/** Losses by the names of outputs, for completions and messages. */
type LossesByName<Name extends string> = { readonly [One in Name]?: LossFunction | BatchLoss | TermLoss };

/** Never given: the compiler's message shows its name, the one that is wrong, and those that there are. */
interface NoOutputWithTargets<Given, Known> {
  readonly given: Given;
  readonly known: Known;
}

/** Names of the terms of a loss: none where it is a single one, any where they are not known. */
export type TermNames<Loss> = Loss extends LossFunction | BatchLoss ? never : keyof Loss & string;

/**
 * What losses by name have to be beside themselves to fit a model and its batches, so that a wrong name is an error where
 * it is written. A function that is generic in its model's outputs or its losses gives them as `Losses`.
 */
export type FittingLosses<Loss, Outputs extends Tensors, Targets extends Tensors> =
  string extends TermNames<Loss>
    ? unknown
    : Loss extends LossFunction | BatchLoss
      ? unknown
      : LossesByName<NamesOf<Outputs>> & {
          readonly [Name in keyof Loss]: Loss[Name] extends BatchTerm
            ? unknown
            : Name extends NamesOf<Outputs> & NamesOf<Targets>
              ? unknown
              : NoOutputWithTargets<Name, NamesOf<Outputs> & NamesOf<Targets>>;
        };
