import { randomUUID } from 'node:crypto';
import type { KnownCustomer } from '#subgraphs/identity/customers/customers.ts';
import { createMedusaCustomers } from '#subgraphs/identity/customers/customers.ts';
import type { Shop } from './shop.ts';

/** A response of Medusa's REST API. */
export interface StoreAnswer {
  status: number;
  headers: Headers;
  // The tests check the content of a response.
  body: { [field: string]: unknown } & { token?: string; device_token?: string; code?: string };
}

/** Sends requests to Medusa's REST API as a single client with its own address, without a service token. */
export function storeClient({ env }: Shop, address = anyAddress()) {
  return async (
    method: string,
    path: string,
    given: { token?: string | undefined; body?: object; headers?: Record<string, string> } = {},
  ): Promise<StoreAnswer> => {
    const response = await fetch(`${env.MEDUSA_URL}${path}`, {
      method,
      headers: {
        'x-publishable-api-key': env.MEDUSA_PUBLISHABLE_KEY as string,
        'x-forwarded-for': address,
        'x-forwarded-proto': 'https',
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
        ...(given.token && { authorization: `Bearer ${given.token}` }),
        ...given.headers,
      },
      ...(method !== 'GET' && { body: JSON.stringify(given.body ?? {}) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : {} };
  };
}

/** An address that no other client uses. */
export function anyAddress(): string {
  const group = () => Math.floor(Math.random() * 0xffff).toString(16);
  return `2001:db8:${group()}:${group()}::1`;
}

/** A customer with a password and an account, created as identity does. */
export async function makeCustomer({ env, issuer }: Shop) {
  const customers = createMedusaCustomers(
    env.MEDUSA_URL as string,
    env.MEDUSA_PUBLISHABLE_KEY as string,
    (id) => issuer.signRegistration(id),
    env.MEDUSA_SERVICE_TOKEN,
  );
  const credentials = { email: `${randomUUID()}@axiom.example`, password: 'correct horse battery' };
  const account = randomUUID();
  const known = (await customers.signUp(credentials)) as KnownCustomer;
  await customers.linkAccount(account, known);
  const changePassword = (next: string) => customers.changePassword(account, credentials.password, next);
  return { ...credentials, account, customer: known.id, changePassword };
}
