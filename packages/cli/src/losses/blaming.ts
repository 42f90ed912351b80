import { LosskitError } from '@losskit/errors';

/** How errors of a loss's text begin where it is an argument of `compare`. */
const LOSSES = 'losses: ';

/** Reads the text of a loss; what is wrong with it is said of the word or option where it was typed. */
export function blaming<Loss>(where: string, read: () => Loss): Loss {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LosskitError && error.message.startsWith(LOSSES))) throw error;
    const message = `${where}: ${error.message.slice(LOSSES.length)}`;
    throw new LosskitError(error.code, message, error.location, { cause: error });
  }
}
