import { charts } from './charts.ts';
import { facts } from './facts.ts';
import { figures } from './figures.ts';
import { page } from './page.ts';
import { ranking } from './ranking.ts';
import { together } from './together.ts';
import { why } from './why.ts';

/** All that a report says in English. */
export const english = { page, ranking, charts, together, facts, figures, why };
