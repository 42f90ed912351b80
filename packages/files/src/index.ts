export {
  type FileStatus,
  type FileSystem,
  type FolderEntry,
  nodeFileSystem,
  type ReadableFile,
  type ReadingOptions,
  type WritableFile,
} from './FileSystem.ts';
export { fileError } from './fileError.ts';
export { readOpenFile } from './readOpenFile.ts';
export { readWholeFile, readWholeFolder } from './readWholeFile.ts';
export { refuseFolders } from './refuseFolders.ts';
export { removePartialFiles } from './removePartialFiles.ts';
export { writeEveryByte, writeWholeFile } from './writeWholeFile.ts';
