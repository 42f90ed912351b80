import temml from 'temml';
import type { MarkdownRenderer } from 'vitepress';

const FENCE = 'math';

/** The formula as MathML, which browsers draw by themselves; v-pre keeps braces from Vue. */
function mathml(tex: string, displayMode: boolean): string {
  const math = temml.renderToString(tex, { displayMode, throwOnError: true }).replace('<math', '<math v-pre');
  return displayMode ? `<div class="formula" tabindex="0">${math}</div>` : math;
}

/** Formulas in TeX, written as GitHub reads them: fences of `math`, and $`…`$ in a line. */
export function maths(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (token?.info.trim() === FENCE) return mathml(token.content.trim(), true);
    return fence?.(tokens, index, options, env, self) ?? '';
  };
  md.inline.ruler.before('escape', FENCE, (state, silent) => {
    const end = state.src.startsWith('$`', state.pos) ? state.src.indexOf('`$', state.pos + 2) : -1;
    if (end < 0) return false;
    if (!silent) state.push(FENCE, 'math', 0).content = state.src.slice(state.pos + 2, end);
    state.pos = end + 2;
    return true;
  });
  md.renderer.rules[FENCE] = (tokens, index) => mathml(tokens[index]?.content ?? '', false);
}
