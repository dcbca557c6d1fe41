import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { backendError } from '#kit/errors.ts';
import { connectMedusa, statusOf } from './medusa.ts';

/** The customers of the shop, each of whom is an account here. */
export interface Customers {
  /**
   * Makes the account a customer of this given name and resolves with the customer's id; with the same one, however often
   * and at once it is called. Rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when Medusa does not make one.
   */
  create(account: string, name: string): Promise<string>;
}

/**
 * Prepares calls to the Medusa at `medusaUrl`. It makes customers for whoever brings a token of `signRegistration`: a JWT
 * with `typ` `axiom-registration+jwt` and `aud` `axiom-medusa`, whose `sub` is the account's uuid, good for a minute.
 */
export function openCustomers(
  medusaUrl: string,
  publishableKey: string,
  signRegistration: (account: string) => Promise<string>,
  serviceToken?: string,
): Customers {
  const ask = connectMedusa(medusaUrl, publishableKey, serviceToken);

  async function register(account: string, name: string, signal: AbortSignal): Promise<string> {
    const registration = { token: await signRegistration(account) };
    const { token } = await ask<{ token: string }>('/auth/customer/axiom/register', { body: registration, signal });
    const known = decodeJwt(token).actor_id;
    if (typeof known === 'string' && known !== '') return known;

    const body = { email: `${account}@${nowhere}`, first_name: name };
    const { customer } = await ask<{ customer: { id: string } }>('/store/customers', { body, token, signal });
    return customer.id;
  }

  return {
    async create(account, name) {
      const signal = AbortSignal.timeout(3_000);
      for (let attempt = 1; ; attempt++) {
        try {
          return await register(account, name, signal);
        } catch (cause) {
          if (!isTaken(cause) || attempt === 5) throw backendError('Medusa', cause);
          await sleep(100);
        }
      }
    },
  };
}

/**
 * Medusa wants an address for every customer, and nobody has given one: it gets one to which RFC 2606 promises that no
 * mail is ever delivered, and which is nobody else's.
 */
const nowhere = 'passkey.invalid';

/** Another call is making the same customer: Medusa has the address, and will have linked it to the account in a moment. */
function isTaken(error: unknown): boolean {
  return [400, 422].includes(statusOf(error) ?? 0);
}
