type Language = 'en' | 'zh';

const words = import.meta.glob<Readonly<Record<string, unknown>>>('../../playground/src/words.{en,zh}.ts');

/** The language of the playground's words for that of a page. */
export function languageOf(lang: string): Language {
  return lang.startsWith('zh') ? 'zh' : 'en';
}

/** What loads the playground's words; undefined where this copy of the documentation has no playground. */
export function wordsIn(language: Language): (() => Promise<unknown>) | undefined {
  const load = words[`../../playground/src/words.${language}.ts`];
  return load && (async () => (await load())[language]);
}
