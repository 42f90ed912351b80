export * from '@losskit/study';
