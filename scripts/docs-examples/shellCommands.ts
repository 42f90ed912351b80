/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The line of the page that it starts on. */
  readonly row: number;
  /** What stands between the block before it, or the beginning of the page, and it. */
  readonly prose: string;
}

/** The fenced blocks of a page, in their order. */
export function blocksIn(page: string): Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const { 0: fenced, 1: language = '', 2: text = '', index } of page.matchAll(
    /^```(\w*)\n([\s\S]*?)^```$/gm,
  )) {
    const row = page.slice(0, index).split('\n').length + 1;
    blocks.push({ language, text, row, prose: page.slice(end, index) });
    end = index + fenced.length;
  }
  return blocks;
}

/** A command of a block for a shell. */
export interface ShellCommand {
  /** Its words, as a page would have them with one space between. */
  readonly line: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The words of the command before a pipe, whose output it reads. */
  readonly pipedFrom: readonly string[] | undefined;
  readonly readsFrom: string | undefined;
  readonly writesTo: string | undefined;
}

const TOKEN =
  /\s*(?:(?<comment>#.*)|(?<operator>[|<>])|(?<word>(?:'[^']*'|"(?:[^"\\`$]|\$PWD)*"|[^\s'"\\`|<>;&()$])+))|\s+$/y;

interface Token {
  readonly word?: string;
  readonly operator?: string;
}

/** What a shell reads in a line, of what pages use. @throws Error for what else a shell would understand. */
function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < line.length) {
    const at = TOKEN.lastIndex;
    const { word, operator } = TOKEN.exec(line)?.groups ?? {};
    if (TOKEN.lastIndex === 0) {
      throw new Error(`${line}: expected words, quotes, |, < or >, got ${line.slice(at).trim()}`);
    }
    if (word !== undefined) tokens.push({ word: word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2') });
    if (operator !== undefined) tokens.push({ operator });
  }
  return tokens;
}

const ASSIGNMENT = /^([A-Z_]+)=(.*)$/s;

/** The command of a line; undefined where it has none, or only a comment. @throws Error for what pages should not need. */
export function parseLine(line: string): ShellCommand | undefined {
  const tokens = tokensOf(line);
  if (tokens.length === 0) return undefined;
  let words: string[] = [];
  const environment: Record<string, string> = {};
  const files: Record<string, string> = {};
  let pipedFrom: string[] | undefined;
  for (let place = 0; place < tokens.length; place += 1) {
    const { word, operator } = tokens[place] ?? {};
    const [, name, value = ''] = (words.length === 0 && ASSIGNMENT.exec(word ?? '')) || [];
    if (name !== undefined) environment[name] = value;
    else if (word !== undefined) words.push(word);
    else if (operator === '|') {
      pipedFrom = words;
      words = [];
    } else {
      place += 1;
      const file = tokens[place]?.word;
      if (file === undefined) throw new Error(`${line}: expected a file after ${operator}`);
      files[`${operator}`] = file;
    }
  }
  return {
    line: line
      .replace(/\s+#.*$/, '')
      .trim()
      .replace(/\s+/g, ' '),
    words,
    environment,
    pipedFrom,
    readsFrom: files['<'],
    writesTo: files['>'],
  };
}

/** How pages start losskit. */
const STARTERS = ['', 'npx', 'npx -y', 'npx -y pnpm@12'];

/** What is typed after `losskit`, however it is started; undefined for another command. */
export function losskitWords(words: readonly string[]): readonly string[] | undefined {
  const place = words.indexOf('losskit');
  return STARTERS.includes(words.slice(0, place).join(' ')) && place >= 0
    ? words.slice(place + 1)
    : undefined;
}
