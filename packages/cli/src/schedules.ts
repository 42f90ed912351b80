export * from '@losskit/trainer/schedules';
