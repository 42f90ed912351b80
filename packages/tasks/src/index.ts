export * from './browser.ts';
export { installCommand, isInstalled } from './dataPackages/packagePath.ts';
export { type ExactMinimiser, exactMinimiser } from './exact/exactMinimiser.ts';
export type { LinearRows } from './exact/LinearRows.ts';
export { type ImportedModule, importModule, importSameModule, moduleDigest } from './module/importModule.ts';
export { loadTaskModule } from './module/loadTaskModule.ts';
export { resolveTask } from './module/resolveTask.ts';
export { type PictureTaskOptions, pictureTask } from './pictureTask.ts';
export { type TableTaskOptions, tableTask } from './tableTask.ts';
