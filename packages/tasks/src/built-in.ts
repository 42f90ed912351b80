export { FRUIT_KINDS, type FruitTaskOptions, fruitPictures, fruitTask } from './builtIn/fruit.ts';
export {
  type FruitBowls,
  type FruitBowlTaskOptions,
  fruitBowls,
  fruitBowlTask,
} from './builtIn/fruitBowls.ts';
export { type LinearTaskOptions, linearTask } from './builtIn/linear.ts';
export { pineapplePictures, type UnknownFruitTaskOptions, unknownFruitTask } from './builtIn/unknownFruit.ts';
export { linearModel } from './models/linearModel.ts';
export { pictureNetwork } from './models/pictureNetwork.ts';
