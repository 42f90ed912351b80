import type { Block, ClaimRow } from './Block.ts';
import type { Report } from './Report.ts';

/** Characters that would start markup in Markdown, outside TeX and code. */
function escaped(text: string): string {
  return text.replace(
    /(\$[^$]+\$|`[^`]+`)|([<>_[\]])/g,
    (_, kept: string | undefined, character: string) => kept ?? `\\${character}`,
  );
}

/** A bar inside a cell would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function claimSection(row: ClaimRow, { words }: Report): string {
  const measured = row.measured.map(({ label, value }) => `\`${label}\` = ${value}`).join('; ');
  return [
    `**${row.number}.** ${escaped(row.quote)}`,
    row.statement === undefined ? '' : `*${escaped(row.statement)}*`,
    `→ **${words.verdicts[row.verdict]}**${row.finding === undefined ? '' : ` ${escaped(row.finding)}`}`,
    `${words.checked} ${escaped(row.method)}${measured === '' ? '' : ` ${words.measured} ${measured}`}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/**
 * The report as Markdown with TeX between dollar signs, which GitHub and most editors show as formulas.
 *
 * @param figureFile The address of a figure's file.
 */
export function renderMarkdown(report: Report, figureFile: (name: string) => string): string {
  let figures = 0;
  const render = (block: Block): string => {
    switch (block.kind) {
      case 'heading':
        return `${'#'.repeat(block.level)} ${block.text}`;
      case 'paragraph':
        return escaped(block.text);
      case 'formula':
        return `$$${block.tex}$$`;
      case 'code':
        return `\`\`\`ts\n${block.text}\n\`\`\``;
      case 'list':
        return block.items.map((item) => `- ${escaped(item)}`).join('\n');
      case 'figure':
        figures += 1;
        return `![${report.words.figure(figures)}](${figureFile(block.name)})\n\n**${report.words.figure(figures)}** ${escaped(block.caption)}`;
      case 'pictures':
        // Pictures that are part of the HTML page alone.
        return `*${escaped(block.caption)}*`;
      case 'table': {
        const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
        return [
          `*${escaped(block.caption)}*`,
          '',
          line(block.head),
          line(block.head.map((_, column) => (column === 0 ? '---' : '--:'))),
          ...block.rows.map(line),
        ].join('\n');
      }
      case 'claims':
        return block.rows.map((row) => claimSection(row, report)).join('\n\n---\n\n');
    }
  };
  const body = report.blocks.map(render).join('\n\n');
  return `# ${report.title}\n\n${escaped(report.subtitle)}\n\n${body}\n`;
}
