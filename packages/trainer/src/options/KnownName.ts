/** A name that is written in a program has to be one of those known; one that is only known when it runs may be any. */
export type KnownName<Given extends string, Known extends string> = string extends Given
  ? Given
  : NoInfer<Known>;
