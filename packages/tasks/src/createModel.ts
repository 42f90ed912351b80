import { LosskitError } from '@losskit/errors';
import { fromLayersModel, type LayersModelLike, seededWeights } from '@losskit/trainer';

import { tensorflowJs } from './models/tensorflowJs.ts';
import type { GivenModel, TaskModel, Workload } from './Task.ts';

/** Models of fewer parameters cost less than getting their numbers to a fast backend. */
const TINY_PARAMETERS = 500;

/** Models of this many parameters gain from a graphics card, as `losskit bench large --cases units` measures it on an H100. */
const LARGE_PARAMETERS = 2_000_000;

function isLayersModel(given: GivenModel): given is LayersModelLike {
  return 'layers' in given;
}

function workloadOf(parameters: number, layerNames: readonly string[]): Workload {
  if (parameters >= LARGE_PARAMETERS) return 'large';
  if (layerNames.some((name) => /conv|pool/i.test(name))) return 'convolution';
  return parameters < TINY_PARAMETERS ? 'tiny' : 'dense';
}

/** `dense 16, dropout, dense 3`. */
function describeLayers({ layers: list }: LayersModelLike): string {
  return list
    .map((layer) => {
      const units: unknown = Reflect.get(layer, 'units') ?? Reflect.get(layer, 'filters');
      const name = layer.getClassName().toLowerCase();
      return typeof units === 'number' ? `${name} ${units}` : name;
    })
    .join(', ');
}

/** The model with its weights: a sequential one without an input shape would draw them later, from no seed. */
function built(made: GivenModel): GivenModel {
  if (typeof made === 'object' && made !== null && isLayersModel(made) && made.inputs?.[0] && !made.built) {
    made.build([...made.inputs[0].shape]);
  }
  return made;
}

/**
 * Makes a task's model, its weights drawn from the seed also where its layers name none.
 *
 * @throws LosskitError `model-malformed` for what is no model.
 */
export async function createModel(
  task: string,
  seed: number,
  make: () => GivenModel | Promise<GivenModel>,
): Promise<TaskModel> {
  const given = await seededWeights(tensorflowJs.layers.Layer, { seed }, () => {
    const made = make();
    return made instanceof Promise ? made.then(built) : built(made);
  });
  if (typeof given !== 'object' || given === null || !(isLayersModel(given) || 'predict' in given)) {
    throw new LosskitError(
      'model-malformed',
      `${task}: expected model to give a LayersModel or { variables, predict }, got something else.`,
    );
  }
  const isLayered = isLayersModel(given);
  const model = isLayered ? fromLayersModel(given, { seed }) : given;
  const parameters = Object.values(model.variables).reduce((sum, { size }) => sum + size, 0);
  return {
    model,
    description: isLayered ? describeLayers(given) : (given.description ?? `${parameters} parameters`),
    workload: workloadOf(parameters, isLayered ? given.layers.map((layer) => layer.getClassName()) : []),
  };
}
