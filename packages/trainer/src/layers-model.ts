export { exportLayersModel, type SavableModel } from './layersModel/exportLayersModel.ts';
export { importLayersModel } from './layersModel/importLayersModel.ts';
