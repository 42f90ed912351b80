export {
  type AskedLoss,
  type CompareOptions,
  type CompareProgress,
  compare,
  readStudy,
  type StoredStudy,
  writeStudy,
} from '@losskit/study';
export { pictureTask, tableTask } from '@losskit/tasks';
export * from './browser.ts';
