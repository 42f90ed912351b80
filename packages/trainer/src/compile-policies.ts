export { COMPILE_POLICIES, type CompilePolicy } from './engine/compilePolicies.ts';
