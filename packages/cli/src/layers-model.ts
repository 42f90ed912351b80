export * from '@losskit/trainer/layers-model';
