export default {
  // Workers are modules that import others.
  worker: { format: 'es' },
  // Vite empties its folder before it writes there, and `tsc -b` would not write its own files again.
  build: { outDir: 'dist/page' },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
};
