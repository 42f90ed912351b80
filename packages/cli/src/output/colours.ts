import pc from 'picocolors';

/**
 * Colours for standard output: on a terminal, or where FORCE_COLOR asks for them, and never with NO_COLOR.
 * What picocolors finds by itself also counts a pipe that a CI service reads as a terminal.
 */
export const colours = pc.createColors(
  pc.isColorSupported && (process.stdout.isTTY || Boolean(process.env.FORCE_COLOR)),
);
