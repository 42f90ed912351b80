import type { Words } from '../Words.ts';
import { charts } from './charts.ts';
import { facts } from './facts.ts';
import { figures } from './figures.ts';
import { page } from './page.ts';
import { ranking } from './ranking.ts';
import { together } from './together.ts';
import { why } from './why.ts';

/** 报告的全部中文。 */
export const chinese: Words = { page, ranking, charts, together, facts, figures, why };
