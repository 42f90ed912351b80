import { answerQuestions } from './answerQuestions.mjs';
import { noticedBy, originalOf } from './judgeCompilerMutants.mjs';

await answerQuestions({ originalOf, noticedBy });
