import { useData } from 'vitepress';
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';

import { languageOf, wordsIn } from './playgroundWords.ts';

type Mount = { readonly mountPlayground: (element: HTMLElement, words: unknown) => () => void };

// Loaded with the page that shows it, and never on a server. None where the folder is missing: the page then says so.
const mounts = import.meta.glob<Mount>('../../playground/src/mountPlayground.ts');

const MISSING = {
  en: 'The playground is not a part of this copy of the documentation.',
  zh: '这份文档不包含演练场。',
};

/** The playground, in the reader's browser only: it trains there, in workers. */
export const PlaygroundPanel = defineComponent(() => {
  const { lang } = useData();
  const language = languageOf(lang.value);
  const [loadMount] = Object.values(mounts);
  const loadWords = wordsIn(language);
  if (!loadMount || !loadWords) return () => h('p', MISSING[language]);
  const element = ref<HTMLElement>();
  let unmount: (() => void) | undefined;
  let isGone = false;
  onMounted(async () => {
    const [{ mountPlayground }, words] = await Promise.all([loadMount(), loadWords()]);
    if (!isGone && element.value) unmount = mountPlayground(element.value, words);
  });
  onBeforeUnmount(() => {
    isGone = true;
    unmount?.();
  });
  return () => h('div', { ref: element });
});
