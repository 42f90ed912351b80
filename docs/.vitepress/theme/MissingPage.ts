import { useData, useRoute, withBase } from 'vitepress';
import { computed, defineComponent, h } from 'vue';

/** In the place of a page that there is not: in Chinese, some pages exist in English only. */
export const MissingPage = defineComponent(() => {
  const { site } = useData();
  const route = useRoute();
  const path = computed(() => `/${route.path.slice(site.value.base.length)}`);
  return () =>
    h('main', { class: 'missing-page' }, [
      h('h1', path.value.startsWith('/zh/') ? '找不到页面' : 'Page not found'),
      path.value.startsWith('/zh/')
        ? h('p', { lang: 'zh-Hans' }, [
            '此页没有中文版。',
            h('a', { href: withBase(path.value.slice('/zh'.length)) }, '阅读英文版'),
            '，或回到',
            h('a', { href: withBase('/zh/') }, '首页'),
            '。',
          ])
        : h('p', [h('a', { href: withBase('/') }, 'Back to the first page')]),
    ]);
});
