/** A layer of a network that every peer can build. */
export type Layer =
  | { readonly kind: 'dense'; readonly units: number; readonly activation?: 'relu' | 'sigmoid' }
  | {
      readonly kind: 'conv2d';
      readonly filters: number;
      readonly kernelSize: number;
      readonly activation?: 'relu';
    }
  | { readonly kind: 'maxPool'; readonly size: number }
  | { readonly kind: 'flatten' }
  /** Gives its last output; gates by sigmoid, in the order input, forget, candidate, output. */
  | { readonly kind: 'lstm'; readonly units: number };

export interface OptimizerChoice {
  readonly kind: 'sgd' | 'adam';
  readonly learningRate: number;
}

/** Training of a network: batches in the order of the rows, over and over. */
export interface TrainingWork {
  readonly kind: 'training';
  readonly rows: number;
  /** Divides `rows`. */
  readonly batch: number;
  /** Shape of a row. */
  readonly input: readonly number[];
  readonly layers: readonly Layer[];
  /** The mean over rows, and over the columns of the output. */
  readonly loss: 'meanSquaredError' | 'crossEntropy';
  readonly optimizer: OptimizerChoice;
}

/** Value and gradient of a loss with respect to the predictions. */
export interface LossWork {
  readonly kind: 'loss';
  readonly loss: string;
  /** Of the predictions. */
  readonly shape: readonly number[];
}

/** How large a call is: rows, numbers in each, and classes or what else is told apart. */
export interface CallSize {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
}

/** A call of a loss with all its inputs, and the gradient with respect to what is trained. */
export interface CallWork {
  readonly kind: 'call';
  readonly loss: string;
  readonly size: CallSize;
  /** Names of the inputs that the gradient is with respect to. */
  readonly trained: readonly string[];
  /** Names of the inputs that are ids. */
  readonly integers: readonly string[];
}

/** Adam's update of so many parameters by a gradient that is given. */
export interface UpdateWork {
  readonly kind: 'update';
  readonly parameters: number;
  readonly learningRate: number;
}

/** A matrix product of `[m, k]` and `[k, n]`, each stored transposed or not. */
export interface ProductWork {
  readonly kind: 'product';
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** A command that is run as a whole; what it does is a matter of the peer. */
export interface CommandWork {
  readonly kind: 'command';
}

export type Work = TrainingWork | LossWork | CallWork | UpdateWork | ProductWork | CommandWork;

export type WorkKind = Work['kind'];

/** What times are to reach. */
export type Target = RatioTarget | LimitTarget;

/** The time of `peer` divided by that of another. */
export interface RatioTarget {
  readonly peer: string;
  readonly by: string;
  readonly bound: 'at most' | 'at least';
  readonly ratio: number;
  /** Time that passes, or time of the processor. Default: the one that counts. */
  readonly time?: 'elapsed' | 'processor';
  /** Major versions of Node that the target is meant for. Default: all. */
  readonly nodes?: readonly number[];
}

/** The most time that `peer` may take, by itself or beyond that of another. */
export interface LimitTarget {
  readonly peer: string;
  readonly minus?: string;
  /** A step. */
  readonly seconds: number;
  /** Default: the one that counts. */
  readonly time?: 'elapsed' | 'processor';
}

/** What is timed, by every peer that can do it. */
export interface Case {
  readonly name: string;
  /** As a phrase: what one step is. */
  readonly description: string;
  readonly work: Work;
  /** A repetition takes a multiple of so many steps; a training loop reads its loss as often. */
  readonly unit: number;
  /** Steps after which all peers must have the same loss, a multiple of `unit`. */
  readonly checkSteps: number;
  readonly targets: readonly Target[];
  /** Names of peers that would take too long. */
  readonly without?: readonly string[];
}
