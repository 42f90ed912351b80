/** What folders of comparisons hold, read without anything that trains. */
export { listStored, type StoredComparison, type StoredLoss, type StoredTask } from './store/listStored.ts';
