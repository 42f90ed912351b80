import { describeRange, type OptionDeclaration } from '@losskit/losses/contract';

/** What an option is when nothing is given, and what may be given. */
export function optionRange(
  name: string,
  option: OptionDeclaration,
): readonly [defaultValue: string, range: string] {
  switch (option.kind) {
    case 'number':
      return [String(option.default), describeRange(name, option)];
    case 'optional number':
      return ['none', describeRange(name, option)];
    case 'tensor':
      return ['none', 'a tensor or array'];
    case 'boolean':
      return [String(option.default), 'true or false'];
    case 'function':
      return [option.default, `${Object.keys(option.named).join(', ')} or a function`];
  }
}
