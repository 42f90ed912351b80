export * from '@losskit/trainer/checkpoints';
