// @ts-check

/**
 * Why losses take more than three times what their originals do, as a sentence by the name of the loss; docs/loss-speed.md lists them.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const REASONS = {
  ctc: 'It runs in plain JavaScript on every backend, in float64.',
};
