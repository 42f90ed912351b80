import { type TensorShape, UnsupportedError, Workspace } from '@losskit/compiler';
import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../model/Model.ts';
import type { NamedTensors, NamedVariables } from '../model/NamedTensors.ts';
import { areFinite } from './areFinite.ts';
import type { SavedState } from './StepEngine.ts';
import { stateOf } from './stateOf.ts';

function typeOf(name: string, { dtype, shape }: tf.Tensor): TensorShape {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return { dtype, shape };
  throw new UnsupportedError(`the state '${name}' is of type ${dtype}`);
}

/** Model and optimizer state of a run in the memory of its programs. */
export class CompiledState {
  readonly workspace: Workspace;
  readonly #types: Readonly<Record<string, TensorShape>>;
  /** The model's variables, and which numbers of theirs are known here. */
  readonly #variables: NamedVariables;
  readonly #published = new Map<string, object>();
  #isPublished = true;
  #optimizerState: NamedTensors | undefined;
  /** Memory of a saved state that nobody needs any more: new one for each read would cost more than the copy. */
  #spare: Uint8Array | undefined;

  /** @throws UnsupportedError for a state that doesn't fit. */
  constructor(model: AnyModel, optimizerState: NamedTensors, threads: 1 | 2) {
    const { variables, nonTrainableVariables = {} } = model;
    this.#variables = stateOf<tf.Variable>(variables, nonTrainableVariables, {});
    const all = stateOf<tf.Tensor>(variables, nonTrainableVariables, optimizerState);
    this.#types = Object.fromEntries(
      Object.entries(all).map(([name, tensor]) => [name, typeOf(name, tensor)]),
    );
    this.workspace = new Workspace(this.#types, threads);
    for (const [name, tensor] of Object.entries(all)) this.#load(name, tensor);
    for (const [name, { dataId }] of Object.entries(this.#variables)) this.#published.set(name, dataId);
  }

  #load(name: string, tensor: tf.Tensor): void {
    this.workspace.state(name).set(tensor.dataSync<'float32' | 'int32' | 'bool'>());
  }

  #tensorOf(name: string): tf.Tensor {
    const { dtype, shape } = this.#types[name] ?? {};
    return tf.tensor(this.workspace.state(name).slice(), shape && [...shape], dtype);
  }

  /** To be called when a program has changed the state. */
  changed(): void {
    this.#isPublished = false;
    this.#forget();
  }

  #forget(): void {
    if (this.#optimizerState) tf.dispose(this.#optimizerState);
    this.#optimizerState = undefined;
  }

  /** Gives the model's variables their numbers. */
  publish(): void {
    if (this.#isPublished) return;
    for (const [name, variable] of Object.entries(this.#variables)) {
      // Not in the old one's memory: kernels remember what they made of a tensor's numbers.
      const value = this.#tensorOf(name);
      variable.assign(value);
      value.dispose();
      this.#published.set(name, variable.dataId);
    }
    this.#isPublished = true;
  }

  /** Takes up what others have assigned to the model's variables. */
  adopt(): void {
    for (const [name, variable] of Object.entries(this.#variables)) {
      if (variable.dataId === this.#published.get(name)) continue;
      this.#load(name, variable);
      this.#published.set(name, variable.dataId);
    }
  }

  /** The optimizer's state as tensors, which live until the next change. */
  optimizerState(): NamedTensors {
    const names = Object.keys(this.#types).filter((name) => name.startsWith('slot/'));
    this.#optimizerState ??= Object.fromEntries(
      names.map((name) => [name.slice('slot/'.length), this.#tensorOf(name)]),
    );
    return this.#optimizerState;
  }

  save(): SavedState {
    const { states } = this.workspace;
    const saved = this.#spare ?? new Uint8Array(states.length);
    this.#spare = undefined;
    saved.set(states);
    return {
      restore: () => {
        this.workspace.states.set(saved);
        this.changed();
      },
      dispose: () => {
        this.#spare = saved;
      },
    };
  }

  /** The first of the model's trained variables that holds a number that is not finite. */
  brokenVariable(): string | undefined {
    const prefix = 'variable/';
    return Object.keys(this.#variables)
      .filter((name) => name.startsWith(prefix))
      .find((name) => {
        const numbers = this.workspace.state(name);
        return numbers instanceof Float32Array && !areFinite(numbers);
      })
      ?.slice(prefix.length);
  }

  dispose(): void {
    this.#forget();
    this.workspace.dispose();
  }
}
