export * from '@losskit/losses/contract';
export * from '@losskit/losses/factories';
export * from '@losskit/losses/miners';
