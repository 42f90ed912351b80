export * from '@losskit/data';
