export * from '@losskit/losses';
