import { answerQuestions } from './answerQuestions.mjs';
import { noticedBy, originalOf } from './judgeMutants.mjs';

await answerQuestions({ originalOf, noticedBy });
