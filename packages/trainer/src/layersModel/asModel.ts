import type { AnyModel } from '../model/Model.ts';
import { fromLayersModel } from './fromLayersModel.ts';
import type { LayersModelLike } from './LayersModelLike.ts';

/** Makes a model of a `tf.LayersModel`, as {@link fromLayersModel}; anything else is returned as it is. */
export function asModel(model: LayersModelLike): AnyModel;
export function asModel<Given extends AnyModel>(model: Given): Given;
export function asModel(model: AnyModel | LayersModelLike): AnyModel;
export function asModel(model: AnyModel | LayersModelLike): AnyModel {
  return 'predict' in model && 'variables' in model ? model : fromLayersModel(model);
}
