import { mountPlayground } from './mountPlayground.ts';
import { en } from './words.en.ts';
import { zh } from './words.zh.ts';

// Alone; in the documentation a page of the site mounts it.
const isChinese = new URLSearchParams(location.search).get('lang') === 'zh';
document.documentElement.lang = isChinese ? 'zh-Hans' : 'en';
const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();
const place = document.querySelector<HTMLElement>('#playground');
if (place) mountPlayground(place, isChinese ? zh : en);
