export * from '@losskit/trainer';
