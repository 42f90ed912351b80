import type { LayerLike } from './LayersModelLike.ts';

/** A layer and where it stands in its model. */
export interface PlacedLayer {
  readonly layer: LayerLike;
  /**
   * Unique in the model and the same whenever it is built again: `encoder`, `2.dense`,
   * `0.bidirectional/forward`.
   */
  readonly place: string;
  /** Whether it, or what it stands in, is not to be trained. */
  readonly isFrozen: boolean;
}

function isLayer(value: unknown): value is LayerLike {
  return typeof value === 'object' && value !== null && 'getClassName' in value && 'weights' in value;
}

function layersUnder(layer: LayerLike, property: string): readonly LayerLike[] {
  const value: unknown = Reflect.get(layer, property);
  return Array.isArray(value) ? value.filter(isLayer) : [];
}

/**
 * The name that somebody gave a layer, or its kind where nobody did: the number in `dense_Dense7` counts all
 * layers that the process has made before, so it isn't the same in the next one.
 */
function labelOf(layer: LayerLike, index: number): string {
  const generated = new RegExp(`^(.+)_${layer.getClassName()}\\d+$`).exec(layer.name);
  const [, kind] = generated ?? /^(sequential|model)_?\d+$/.exec(layer.name) ?? [];
  return kind ? `${index}.${kind}` : layer.name;
}

function placeChildren(parent: LayerLike, place: string, isFrozen: boolean): PlacedLayer[] {
  const placed: PlacedLayer[] = [];
  const add = (child: unknown, childPlace: string) => {
    if (!isLayer(child)) return;
    const childIsFrozen = isFrozen || child.trainable === false;
    placed.push(...placeChildren(child, childPlace, childIsFrozen), {
      layer: child,
      place: childPlace,
      isFrozen: childIsFrozen,
    });
  };
  for (const [index, child] of layersUnder(parent, 'layers').entries()) {
    const label = labelOf(child, index);
    add(child, place === '' ? label : `${place}/${label}`);
  }
  for (const [index, cell] of layersUnder(parent, 'cells').entries()) add(cell, `${place}/${index}`);
  // What is wrapped alone needs no name beside that of its wrapper.
  for (const property of ['layer', 'cell']) add(Reflect.get(parent, property), place);
  add(Reflect.get(parent, 'forwardLayer'), `${place}/forward`);
  add(Reflect.get(parent, 'backwardLayer'), `${place}/backward`);
  return placed;
}

/**
 * Every layer of a model, also those inside others: of nested models, wrappers and recurrent layers. Inner
 * ones first. One that several others share is frozen if it is in all of them.
 */
export function placeLayers(model: LayerLike): readonly PlacedLayer[] {
  const found = new Map<LayerLike, PlacedLayer>();
  for (const placed of placeChildren(model, '', !model.trainable)) {
    const first = found.get(placed.layer);
    found.set(placed.layer, first ? { ...first, isFrozen: first.isFrozen && placed.isFrozen } : placed);
  }
  return [...found.values()];
}
