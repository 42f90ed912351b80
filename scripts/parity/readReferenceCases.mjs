import { readdirSync, readFileSync } from 'node:fs';

/** @typedef {number | string | readonly Nested[]} Nested */

/**
 * A call of another library and the call of losskit that gives the same, as scripts/reference/losses.py wrote it.
 *
 * @typedef {object} ReferenceCase
 * @property {string} library
 * @property {string} version
 * @property {string} call
 * @property {string} loss
 * @property {readonly Nested[]} inputs
 * @property {Readonly<Record<string, unknown>>} options
 * @property {number} [divisor] What losskit's result is divided by.
 * @property {boolean} [rowSums] Whether losskit gets the last input divided by the sums of its rows.
 * @property {Nested} value
 * @property {readonly (Nested | null)[]} gradients
 */

const FOLDER = new URL('../../packages/losses/fixtures/reference/', import.meta.url);

/** @returns {readonly ReferenceCase[]} */
export function readReferenceCases() {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
}

/** The request that `losskit eval` answers with what losskit gives for the case. @param {ReferenceCase} reference */
export function requestOf({ loss, inputs, options }) {
  return { id: 1, loss, inputs, options };
}
