import './style.css';

import { Playground } from './Playground.ts';
import type { Words } from './words.ts';

/**
 * Puts the playground into an element, for which all that it says is given.
 *
 * @returns What takes it away again: its workers and listeners, not the element.
 */
export function mountPlayground(element: HTMLElement, words: Words): () => void {
  const playground = new Playground(element, words);
  return () => playground.dispose();
}
