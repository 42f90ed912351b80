export * from '@losskit/backends';
