import { FetchError } from '@medusajs/js-sdk';
import { createMedusaClient } from '#kit/stores/medusa.ts';

/** One call to Medusa: a POST with a body, otherwise a GET. */
export interface MedusaCall {
  body?: object;
  /** A JWT that Medusa issued. */
  token?: string;
  signal: AbortSignal;
}

/** Calls Medusa. Rejects on error statuses (see `statusOf`) and when Medusa is unreachable. */
export type CallMedusa = <Body>(path: string, call: MedusaCall) => Promise<Body>;

/** A client of the Medusa at `baseUrl`. Store routes require the publishable key; the service token exempts from rate limits. */
export function connectMedusa(baseUrl: string, publishableKey?: string, serviceToken?: string): CallMedusa {
  const client = createMedusaClient({ url: baseUrl, publishableKey, serviceToken });
  return (path, { body, token, signal }) =>
    client.fetch(path, {
      method: body ? 'POST' : 'GET',
      body,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      signal,
    });
}

/** The HTTP status of Medusa's error response; undefined when there was no response. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof FetchError ? error.status : undefined;
}
