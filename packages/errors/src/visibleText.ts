/**
 * What is not seen, or changes how the text around it is seen: control characters (with the escape sequences of a
 * terminal), formats such as those of writing direction and zero width, separators of lines, halves of a surrogate
 * pair. The two that make one picture of several emoji stay there.
 *
 * @see N. Boucher and R. Anderson, Trojan Source: Invisible Vulnerabilities, 2021, arXiv:2111.00169
 */
const UNSEEN =
  /(?<!\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?)[\u200d\ufe0f]|(?![\u200d\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** As JSON escapes it. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

/**
 * Text from outside, such as a name in a file, as a terminal or a page may show it on one line: what is invisible, and what
 * would act as a command or turn the direction of writing, is shown as an escape. Of JSON it makes JSON of the same value.
 *
 * @example
 * ```ts
 * visibleText('\u001b[31mred'); // '\\u001b[31mred'
 * visibleText('apple\u202etxt'); // 'apple\\u202etxt'
 * visibleText('Äpfel 苹果'); // 'Äpfel 苹果'
 * ```
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, escaped);
}

/**
 * The same for text of several lines, which it keeps.
 *
 * @example
 * ```ts
 * visibleLines('a\nb\rc'); // 'a\nb\\u000dc'
 * ```
 */
export function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
