/** What a warning is about, as a stable word for programs. */
export type WarningCode =
  /** The prediction went through an activation that the loss applies itself. */
  | 'activation-doubled'
  /** The prediction lacks the activation that the loss expects. */
  | 'activation-missing'
  /** One output where the loss chooses among classes. */
  | 'one-output-for-classes'
  /** Targets that the loss is not made for. */
  | 'targets-outside'
  /** Predictions that the loss is not made for. */
  | 'predictions-outside'
  /** Variables that the loss does not depend on. */
  | 'variables-without-gradient'
  /** A run goes on with compiled steps where it had eager ones, or the other way round. */
  | 'engine-changed'
  /** A run has one thread where two were asked for. */
  | 'one-thread'
  /** Steps are compiled, but the validation runs kernel by kernel. */
  | 'validation-not-compiled';

/** Something that trains, but likely not as it was meant. */
export interface TrainingWarning {
  readonly code: WarningCode;
  /** One sentence to act on. */
  readonly message: string;
}
