export * from '@losskit/losses/expression';
export * from '@losskit/losses/registry';
