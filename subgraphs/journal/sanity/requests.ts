import type { Action } from '@sanity/client';

/** Runs a GROQ query within the request's signal. */
export type RunQuery = <Result>(query: string, params?: Record<string, unknown>) => Promise<Result>;

/** Runs all actions, or none if Sanity rejects one: then it resolves to Sanity's reason, otherwise to null. */
export type RunActions = (actions: Action[]) => Promise<string | null>;
