import { Worker } from 'node:worker_threads';

/** Milliseconds between two looks at whether the parent is there. */
const INTERVAL = 1000;

/** What the thread runs: plain JavaScript, because it is compiled from a string. */
const WATCH = `
const parent = require('node:worker_threads').workerData;
setInterval(() => {
  let gone = process.ppid !== parent;
  try { process.kill(parent, 0); } catch (error) { gone ||= error.code === 'ESRCH'; }
  if (gone) process.kill(process.pid, 'SIGKILL');
}, ${INTERVAL});
`;

/** Ends this process when its parent lets go of it or dies, so that none is left behind that nobody waits for. */
export function endWithParent(): void {
  process.on('disconnect', () => process.exit(0));
  // A loss that never comes back keeps that event from being seen; a thread of its own looks as well.
  new Worker(WATCH, { eval: true, workerData: process.ppid }).unref();
}
