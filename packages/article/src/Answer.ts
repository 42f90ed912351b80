/** What intervals say to a question: yes, no, or undefined where they leave both open. */
export type Answer = boolean | undefined;

/** Yes for no, no for yes, and open for open. */
export function not(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}

/** Yes where all are, no where one is not, else open. */
export function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
