export { type FileSystem, type FolderEntry, nodeFileSystem, type WritableFile } from './FileSystem.ts';
export { fileError } from './fileError.ts';
export { readWholeFile, readWholeFolder } from './readWholeFile.ts';
export { writeWholeFile } from './writeWholeFile.ts';
