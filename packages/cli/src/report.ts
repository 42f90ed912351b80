export * from '@losskit/report';
