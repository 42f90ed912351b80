export * from '@losskit/trainer/optimizers';
