import { describeValue, LosskitError } from '@losskit/errors';
import type * as tf from '@tensorflow/tfjs-core';

/** A model.json that has been checked. */
export interface ModelManifest {
  readonly topology: object;
  readonly groups: readonly WeightGroup[];
}

/** Weights that follow one another in files that follow one another. */
export interface WeightGroup {
  readonly names: readonly string[];
  readonly specs: readonly tf.io.WeightsManifestEntry[];
  readonly bytes: number;
}

/** Bytes of one element, by type and by the type that it was shortened to. */
const ELEMENT_BYTES: ReadonlyMap<string, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['bool', 1],
]);
const QUANTIZED_BYTES: ReadonlyMap<string, number> = new Map([
  ['uint8', 1],
  ['uint16', 2],
  ['float16', 2],
]);

const DEEPEST = 200;
const RANK_CAP = 6;

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Names that every object answers to: tfjs looks classes and weights up in plain objects. */
function isEveryObjects(name: string): boolean {
  return name in Object.prototype;
}

/**
 * Checks a parsed model.json: no name that every object has, plain file names, types and shapes whose sizes
 * are exact.
 *
 * @throws LosskitError `model-malformed`.
 */
export function checkManifest(json: unknown, file: string): ModelManifest {
  function problem(what: string, got: unknown): LosskitError {
    return new LosskitError('model-malformed', `${file}: expected ${what}, got ${describeValue(got)}.`, {
      file,
    });
  }

  function checkNames(value: unknown, depth: number): void {
    if (depth > DEEPEST) throw problem(`at most ${DEEPEST} levels of nesting`, 'more');
    if (typeof value === 'string' && isEveryObjects(value)) throw problem('names of layers', value);
    if (typeof value === 'number' && !Number.isFinite(value)) throw problem('finite numbers', value);
    if (isList(value)) for (const one of value) checkNames(one, depth + 1);
    if (!isObject(value)) return;
    for (const [key, one] of Object.entries(value)) {
      if (isEveryObjects(key)) throw problem('names of settings', key);
      checkNames(one, depth + 1);
    }
  }

  function bytesPerElement(spec: Fields): number {
    const plain = ELEMENT_BYTES.get(String(spec.dtype));
    if (plain === undefined) throw problem(`a dtype out of ${[...ELEMENT_BYTES.keys()]}`, spec.dtype);
    if (spec.quantization === undefined) return plain;
    const { dtype, scale, min } = isObject(spec.quantization) ? spec.quantization : {};
    const bytes = QUANTIZED_BYTES.get(String(dtype));
    const scaled = dtype === 'float16' || (Number.isFinite(scale) && Number.isFinite(min));
    if (bytes !== undefined && scaled) return bytes;
    throw problem('a quantization of uint8 or uint16 with scale and min, or of float16', dtype);
  }

  function isSpec(spec: unknown): spec is tf.io.WeightsManifestEntry {
    return isObject(spec) && typeof spec.name === 'string' && isList(spec.shape);
  }

  function bytesOf(spec: unknown, taken: Set<string>): number {
    if (!isObject(spec) || !isSpec(spec)) throw problem('weights with name and shape', spec);
    if (isEveryObjects(spec.name) || taken.has(spec.name))
      throw problem('names of weights, each once', spec.name);
    taken.add(spec.name);
    const { shape } = spec;
    const whole = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
    const bytes = shape.reduce((product, size) => product * size, bytesPerElement(spec));
    if (whole && shape.length <= RANK_CAP && Number.isSafeInteger(bytes)) return bytes;
    throw problem(`a shape of at most ${RANK_CAP} whole numbers`, shape);
  }

  function fileName(name: unknown): string {
    // Letters, digits and . _ - only, and no dot first: nothing that any system takes for a path.
    if (typeof name === 'string' && /^\w[\w.-]{0,199}$/.test(name)) return name;
    throw problem("the plain name of a file beside it in 'paths'", name);
  }

  if (!isObject(json) || !isObject(json.modelTopology) || !isList(json.weightsManifest)) {
    throw problem('an object with modelTopology and weightsManifest', json);
  }
  checkNames(json.modelTopology, 0);
  const taken = new Set<string>();
  const groups = json.weightsManifest.map((group): WeightGroup => {
    if (!isObject(group) || !isList(group.paths) || !isList(group.weights)) {
      throw problem('groups of weights with paths and weights', group);
    }
    const bytes = group.weights.reduce((sum: number, spec) => sum + bytesOf(spec, taken), 0);
    return { names: group.paths.map(fileName), specs: group.weights.filter(isSpec), bytes };
  });
  return { topology: json.modelTopology, groups };
}
