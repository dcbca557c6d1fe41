import { type Customers, createMedusaCustomers } from '#subgraphs/identity/customers/customers.ts';
import type { Shop } from '#tests/support/backends/shop.ts';

/** Requests about customers, as identity and as storefronts send them. `open` returns the shop once it has started. */
export function customerRequests(open: () => Shop) {
  const post = async (path: string, body?: object, bearer?: string): Promise<{ status: number; token?: string }> => {
    const { env } = open();
    const response = await fetch(`${env.MEDUSA_URL}/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-axiom-service': env.MEDUSA_SERVICE_TOKEN as string,
        'x-publishable-api-key': env.MEDUSA_PUBLISHABLE_KEY as string,
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body ?? {}),
    });
    return { status: response.status, ...((await response.json()) as object) };
  };

  return {
    /** Medusa's customers as identity reads and changes them. */
    connect(url = open().env.MEDUSA_URL as string): Customers {
      const { env, issuer } = open();
      return createMedusaCustomers(
        url,
        env.MEDUSA_PUBLISHABLE_KEY as string,
        (id) => issuer.signRegistration(id),
        env.MEDUSA_SERVICE_TOKEN,
      );
    },
    post,
    /** Exchanges a session token for a token of Medusa's. */
    signIn: (token?: string) => post('auth/customer/axiom', { token }),
    /** Registers an account. */
    register: (token?: string) => post('auth/customer/axiom/register', { token }),
  };
}
