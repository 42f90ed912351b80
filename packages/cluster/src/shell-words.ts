/** Words for a shell, without anything that trains. */
export { shellWords } from './shellWords.ts';
