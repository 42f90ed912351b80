import { useData } from 'vitepress';
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';

import { languageOf, wordsIn } from './playgroundWords.ts';

type Mount = {
  readonly mountLossFigure: (
    element: HTMLElement,
    drawn: HTMLElement,
    figure: unknown,
    words: unknown,
  ) => () => void;
};

// None where the folder is missing: the figure then stays as it is drawn.
const mounts = import.meta.glob<Mount>('../../playground/src/mountLossFigure.ts');

/** The drawn figure of a loss, with controls below that make it follow the options. */
export const LossFigure = defineComponent({
  props: { figure: { type: String, required: true } },
  setup(props, { slots }) {
    const { lang } = useData();
    const drawn = ref<HTMLElement>();
    const element = ref<HTMLElement>();
    let unmount: (() => void) | undefined;
    let isGone = false;
    onMounted(async () => {
      const [loadMount] = Object.values(mounts);
      const loadWords = wordsIn(languageOf(lang.value));
      if (!loadMount || !loadWords) return;
      const [{ mountLossFigure }, words] = await Promise.all([loadMount(), loadWords()]);
      if (isGone || !element.value || !drawn.value) return;
      unmount = mountLossFigure(element.value, drawn.value, JSON.parse(props.figure), words);
    });
    onBeforeUnmount(() => {
      isGone = true;
      unmount?.();
    });
    return () => h('div', [h('div', { ref: drawn }, slots.default?.()), h('div', { ref: element })]);
  },
});
