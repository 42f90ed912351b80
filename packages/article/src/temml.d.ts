declare module 'temml' {
  interface Temml {
    renderToString(
      tex: string,
      options?: { displayMode?: boolean; throwOnError?: boolean; xml?: boolean },
    ): string;
  }
  const temml: Temml;
  export default temml;
}
