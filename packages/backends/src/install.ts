export type { InstallProgress } from './native/InstallProgress.ts';
export {
  type InstalledNative,
  type InstallOptions,
  type InstallSteps,
  installNative,
} from './native/installNative.ts';
export { removeNative } from './native/removeNative.ts';
