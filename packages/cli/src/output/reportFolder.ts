import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LosskitError } from '@losskit/errors';
import { readWholeFile, writeWholeFile } from '@losskit/files';
import type { ReportOptions } from '@losskit/report';
import { digestOfStudy, runsCsv, type StudyResult } from '@losskit/study';

import { losskitVersion } from '../losskitVersion.ts';

/** The report's name in the folder of a comparison. */
export const REPORT = 'report.html';
const RUNS = 'runs.csv';
const COMMAND = 'command.txt';

/** What {@link writeReport} writes where folders of these names would be in its way. */
export const REPORT_FILES = [REPORT, RUNS, COMMAND] as const;

/** No command line is longer. */
const MOST_BYTES = 2 ** 20;

/** The command line that a comparison was made with; undefined where its folder does not say. */
export async function readCommand(folder: string): Promise<string | undefined> {
  try {
    return new TextDecoder()
      .decode(await readWholeFile(join(folder, COMMAND), undefined, MOST_BYTES))
      .trimEnd();
  } catch (error) {
    if (error instanceof LosskitError && error.code === 'file-missing') return undefined;
    throw error;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The last line of a report: a digest of all that it was drawn from, and one of what was drawn. */
function markOf(drawnFrom: string, html: string): string {
  return `<!-- ${drawnFrom} ${sha256(html)} -->\n`;
}

async function drawnFrom(folder: string, { command, language }: ReportOptions): Promise<string> {
  return sha256(JSON.stringify([losskitVersion(), await digestOfStudy(folder), command, language]));
}

/** Whether the report in a folder is what would be drawn again, which takes longer than to read it. */
async function isDrawn(folder: string, from: string): Promise<boolean> {
  try {
    const text = new TextDecoder().decode(await readWholeFile(join(folder, REPORT)));
    const html = text.slice(0, text.lastIndexOf('<!--'));
    return text === html + markOf(from, html);
  } catch (error) {
    if (error instanceof LosskitError) return false;
    throw error;
  }
}

type Files = ReadonlyMap<string, string | Uint8Array>;

/** Writes them with a table of all runs and the command line that repeats the comparison; gives the path of the report. */
async function writeFiles(folder: string, study: StudyResult, files: Files, command: string | undefined) {
  const all = new Map(files).set(RUNS, runsCsv(study));
  if (command !== undefined) all.set(COMMAND, `${command}\n`);
  for (const [name, content] of all) await writeWholeFile(join(folder, name), content);
  return join(folder, REPORT);
}

/**
 * Writes what people read of a comparison into its folder: the report, a table of all runs, and the command line that repeats it.
 *
 * @returns The path of the report.
 */
export async function writeReport(
  folder: string,
  study: StudyResult,
  options: ReportOptions,
): Promise<string> {
  const from = await drawnFrom(folder, options);
  if (await isDrawn(folder, from)) return writeFiles(folder, study, new Map(), options.command);
  // Only now: what draws figures takes a while to load.
  const { renderReport } = await import('@losskit/report');
  const html = await renderReport(study, options);
  return writeFiles(folder, study, new Map([[REPORT, html + markOf(from, html)]]), options.command);
}

/** As {@link writeReport}, with the figures as files of their own, which take as long again. */
export async function writeReportAndFigures(
  folder: string,
  study: StudyResult,
  options: ReportOptions,
): Promise<string> {
  const { reportFiles } = await import('@losskit/report');
  const files = await reportFiles(study, options);
  const html = String(files.get(REPORT));
  const marked = html + markOf(await drawnFrom(folder, options), html);
  return writeFiles(folder, study, new Map(files).set(REPORT, marked), options.command);
}
