import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

import { SHADER_FIXES } from './shaderFixes.ts';

/** Shaders that hold more of their arguments than their key tells, so that one would be run for another. */
const UNTOLD = /^(cum|rotate)(_|$)/;

/** Has a backend compile its shaders without their faults: kernels share them, so that a kernel alone can't be replaced. */
export function mendShaders(backend: WebGPUBackend): void {
  const run = backend.runWebGPUProgram.bind(backend);
  backend.runWebGPUProgram = (program, inputs, dtype, ...rest) => {
    const codeOf = program.getUserCode.bind(program);
    program.getUserCode = () => SHADER_FIXES.reduce((code, { mend }) => mend(code, dtype), codeOf());
    if (UNTOLD.test(program.shaderKey)) program.shaderKey += program.getUserCode();
    return run(program, inputs, dtype, ...rest);
  };
}
