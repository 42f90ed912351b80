/** The broker's keys beside BullMQ's own. */

/** A sorted set: queues of comparisons that are under way, by the broker's time at which each last said so. */
export const OPEN_QUEUES = 'losskit:open';
/** Seconds after which a comparison that says nothing is taken for stopped. */
export const SILENCE = 60;
/** Seconds that digests and data are kept. */
export const KEPT = 86_400;

/** The bytes of a file, by their sha256. */
export const dataKey = (sha256: string) => `losskit:data:${sha256}`;
/** The first result of a cell: its worker and what the others have to share. */
export const firstResultKey = (cell: string) => `losskit:first:${cell}`;
/** A hash: cells with two different results, in words. */
export const conflictsKey = (queue: string) => `losskit:conflicts:${queue}`;
/** A hash: workers that have another context, with what differs. */
export const refusalsKey = (queue: string) => `losskit:refusals:${queue}`;
