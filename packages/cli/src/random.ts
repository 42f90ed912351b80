export * from '@losskit/random';
