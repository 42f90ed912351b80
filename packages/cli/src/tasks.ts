export * from '@losskit/tasks';
