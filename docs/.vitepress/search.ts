import type { DefaultTheme } from 'vitepress';

/** Parts of a page that nobody searches for: drawings, formulas, programs and numbers of lines. */
const UNSEARCHED = /<(svg|math|pre|script)\b[\s\S]*?<\/\1>/g;

/** Chinese words of the search's window. */
const CHINESE: NonNullable<DefaultTheme.LocalSearchOptions['locales']>[string] = {
  translations: {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      displayDetails: '显示详情',
      resetButtonTitle: '清除',
      backButtonTitle: '关闭',
      noResultsText: '没有结果：',
      footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
    },
  },
};

/**
 * Search without a server. The functions are sent to the reader's browser as text: they use nothing from outside of themselves.
 */
export const searchOptions: DefaultTheme.LocalSearchOptions = {
  locales: { zh: CHINESE },
  _render: (source, env, md) => {
    const html = md.render(source, env);
    return env.frontmatter?.search === false ? '' : html.replace(UNSEARCHED, '');
  },
  miniSearch: {
    options: {
      // Names of code are found by their words too, and words of Chinese stand side by side without spaces.
      tokenize: (text) => {
        const words = text
          .split(/[\s\p{P}\p{S}]+/u)
          .filter((word) => word !== '')
          .flatMap((word) => [...new Set([word, ...word.split(/(?<=[a-z\d])(?=[A-Z])/)])]);
        if (typeof Intl.Segmenter === 'undefined') return words;
        const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
        return words.flatMap((word) =>
          /\p{Script=Han}/u.test(word)
            ? Array.from(segmenter.segment(word), ({ segment }) => segment)
            : [word],
        );
      },
    },
    searchOptions: {
      fuzzy: 0.2,
      prefix: true,
      // A page on what is asked for comes before those that name it often.
      boost: { title: 20, text: 2, titles: 1 },
      // Guides explain what the many pages of the reference only mention.
      boostDocument: (id) => {
        if (/\/(?:tutorial|how-to)\//.test(id)) return 2;
        if (/\/losses\//.test(id)) return 1.5;
        if (/\/(?:benchmark|loss-speed)\b/.test(id)) return 0.25;
        return /\/(?:api|project|packages)\//.test(id) ? 0.5 : 1;
      },
    },
  },
};
