/** Something is worse than it was: an answer to `--fail-on-regression`, with an exit code of its own. */
export class RegressionFound extends Error {
  override readonly name = 'RegressionFound';
}
