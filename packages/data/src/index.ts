export * from './browser.ts';
export {
  type LabelledPictures,
  type PictureFolder,
  type PictureFolderOptions,
  readPictureFolder,
} from './readPictureFolder.ts';
export { readTable } from './table/readTable.ts';
