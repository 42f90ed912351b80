export { csvLog } from './logs/csvLog.ts';
export { type EventLog, type EventLogOptions, eventLog } from './logs/eventLog.ts';
export { jsonLinesLog } from './logs/jsonLinesLog.ts';
export type { LogOptions, TrainingLog } from './logs/TrainingLog.ts';
