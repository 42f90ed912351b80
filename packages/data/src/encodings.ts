export { TEXT_ENCODINGS, type TextEncoding } from './table/textEncoding.ts';
