export * from '@losskit/metrics';
