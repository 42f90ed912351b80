export * from '@losskit/trainer/logs';
