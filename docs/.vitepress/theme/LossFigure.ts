import { useData } from 'vitepress';
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';

import { languageOf, wordsIn } from './playgroundWords.ts';

type Mount = {
  readonly mountLossFigure: (
    places: Readonly<Record<'drawn' | 'live' | 'controls', HTMLElement>>,
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
    const [drawn, live, controls] = [ref<HTMLElement>(), ref<HTMLElement>(), ref<HTMLElement>()];
    let unmount: (() => void) | undefined;
    let isGone = false;
    onMounted(async () => {
      const [loadMount] = Object.values(mounts);
      const loadWords = wordsIn(languageOf(lang.value));
      if (!loadMount || !loadWords) return;
      const [{ mountLossFigure }, words] = await Promise.all([loadMount(), loadWords()]);
      if (isGone || !drawn.value || !live.value || !controls.value) return;
      const places = { drawn: drawn.value, live: live.value, controls: controls.value };
      unmount = mountLossFigure(places, JSON.parse(props.figure), words);
    });
    onBeforeUnmount(() => {
      isGone = true;
      unmount?.();
    });
    return () =>
      h('div', [
        h('div', { class: 'loss-figure-stack' }, [
          h('div', { ref: drawn }, slots.default?.()),
          h('div', { ref: live }),
        ]),
        h('div', { ref: controls }),
      ]);
  },
});
