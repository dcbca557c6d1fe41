import type { ApolloServerPlugin } from '@apollo/server';
import type { RecordRunning, RunningOperations } from '#kit/process/running-operations.ts';

/** Records nothing. */
export const openRunningOperations = (): RunningOperations => ({ begin: () => () => {}, close: () => {} });
export const recorder = (): RecordRunning<object> => () => () => {};
export const recordRunning = (): ApolloServerPlugin => ({});
