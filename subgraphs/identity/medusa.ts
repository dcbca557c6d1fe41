import { Client, FetchError } from '@medusajs/js-sdk';

/** What one call to Medusa takes. With a body it is a POST, else a GET. */
export interface MedusaCall {
  body?: object;
  /** A token that Medusa gave. */
  token?: string;
  signal: AbortSignal;
}

/** Asks Medusa. Rejects when it refuses, with an error that `statusOf` reads, and when it does not answer. */
export type AskMedusa = <Answer>(path: string, call: MedusaCall) => Promise<Answer>;

/** Prepares calls to the Medusa at `baseUrl`; those to its store need the key, and with the service's token are not limited. */
export function connectMedusa(baseUrl: string, publishableKey?: string, serviceToken?: string): AskMedusa {
  const client = new Client({
    baseUrl,
    publishableKey,
    auth: { type: 'jwt', jwtTokenStorageMethod: 'nostore' },
    globalHeaders: serviceToken ? { 'x-axiom-service': serviceToken } : {},
  });
  return (path, { body, token, signal }) =>
    client.fetch(path, {
      method: body ? 'POST' : 'GET',
      body,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      signal,
    });
}

/** The HTTP status with which Medusa refused; undefined when it did not answer at all. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof FetchError ? error.status : undefined;
}
