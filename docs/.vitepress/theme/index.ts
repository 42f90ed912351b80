import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { h } from 'vue';

import './style.css';
import { LossFigure } from './LossFigure.ts';
import { MissingPage } from './MissingPage.ts';
import { PlaygroundPanel } from './PlaygroundPanel.ts';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'not-found': () => h(MissingPage) }),
  enhanceApp: ({ app }) => {
    app.component('PlaygroundPanel', PlaygroundPanel);
    app.component('LossFigure', LossFigure);
  },
} satisfies Theme;
