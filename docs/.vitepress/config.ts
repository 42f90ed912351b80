import type { DefaultTheme } from 'vitepress';
import { defineConfig } from 'vitepress';

import { maths } from './markdown/maths.ts';
import { repositoryLinks } from './markdown/repositoryLinks.ts';
import { searchOptions } from './search.ts';
import { loosePages, partOf, wayTo } from './sidebar.ts';

const english: DefaultTheme.Config = {
  nav: [
    ...wayTo('Tutorial', 'tutorial'),
    { text: 'How-to', link: '/how-to/choose-a-loss', activeMatch: '^/how-to/' },
    { text: 'Losses', link: '/losses/', activeMatch: '^/losses/' },
    ...wayTo('Reference', 'reference'),
    ...wayTo('Examples', 'examples'),
    { text: 'Playground', link: '/playground' },
  ],
  sidebar: {
    '/losses/': partOf('Losses', 'losses'),
    '/reference/api/': partOf('API', 'reference/api'),
    '/': [
      ...partOf('Tutorial', 'tutorial'),
      ...partOf('How-to', 'how-to'),
      ...partOf('Coming from', 'how-to/porting'),
      ...partOf('Reference', 'reference'),
      { text: 'API', link: '/reference/api/' },
      ...partOf('Explanation', 'explanation'),
      ...partOf('Studies', 'studies'),
      { text: 'Measured and in depth', items: loosePages('') },
      ...partOf('Examples', 'examples'),
      ...partOf('Packages', 'packages'),
      ...partOf('Project', 'project'),
    ],
  },
  outline: { level: [2, 3] },
};

const chinese: DefaultTheme.Config = {
  nav: [
    ...wayTo('教程', 'zh/tutorial'),
    { text: '指南', link: '/zh/how-to/choose-a-loss', activeMatch: '^/zh/how-to/' },
    { text: '损失函数', link: '/zh/losses/', activeMatch: '^/zh/losses/' },
    ...wayTo('参考', 'zh/reference'),
    ...wayTo('示例', 'zh/examples'),
    { text: '演练场', link: '/zh/playground' },
  ],
  sidebar: {
    '/zh/losses/': partOf('损失函数', 'zh/losses'),
    '/zh/': [
      ...partOf('教程', 'zh/tutorial'),
      ...partOf('指南', 'zh/how-to'),
      ...partOf('从其他库迁移', 'zh/how-to/porting'),
      ...partOf('参考', 'zh/reference'),
      ...partOf('说明', 'zh/explanation'),
      ...partOf('研究', 'zh/studies'),
      { text: '耗时', items: loosePages('zh') },
      ...partOf('示例', 'zh/examples'),
      ...partOf('术语', 'zh/words'),
      { text: '仅有英文', items: [...partOf('项目', 'project'), ...partOf('软件包', 'packages')] },
    ],
  },
  outline: { level: [2, 3], label: '本页目录' },
  docFooter: { prev: '上一页', next: '下一页' },
  langMenuLabel: '切换语言',
  returnToTopLabel: '返回顶部',
  sidebarMenuLabel: '菜单',
  darkModeSwitchLabel: '外观',
  darkModeSwitchTitle: '切换到深色模式',
  lightModeSwitchTitle: '切换到浅色模式',
  skipToContentLabel: '跳到正文',
};

export default defineConfig({
  title: 'losskit',
  // Without one browsers ask the server for it, and each page begins with an error.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  description: 'Which loss should I train with? Losses, a training loop and a comparison with statistics.',
  lastUpdated: false,
  srcExclude: ['playground/**', 'words/**'],
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: english },
    zh: {
      label: '简体中文',
      lang: 'zh-Hans',
      link: '/zh/',
      description: '该用哪个损失函数训练？损失函数、训练循环，以及带统计检验的比较。',
      themeConfig: chinese,
    },
  },
  themeConfig: { search: { provider: 'local', options: searchOptions }, externalLinkIcon: true },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => {
      maths(md);
      repositoryLinks(md);
    },
  },
  vite: {
    server: { host: '127.0.0.1' },
    // The workers of the playground are modules that import others.
    worker: { format: 'es' },
    // Pages hold their drawings and the search its index: nothing to warn of.
    build: { chunkSizeWarningLimit: 4000 },
  },
});
