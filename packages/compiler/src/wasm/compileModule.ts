/** The engine's module of what a {@link ModuleBuilder} encodes. */
export function compileModule(code: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  return new WebAssembly.Module(code);
}
