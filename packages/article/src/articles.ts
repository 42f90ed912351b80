/** The five articles, by the name of the file that holds the text. */
export const ARTICLES = [
  '000_c4d563a6ceb890b4.txt',
  '001_4b5dea1f2ea0d807.txt',
  '002_7ef7a38f9783a7fe.txt',
  '003_6a438d4e78d1c499.txt',
  '004_9466715c7f7118cf.txt',
] as const;
export type ArticleFile = (typeof ARTICLES)[number];

export const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = ARTICLES;
