import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { backendError } from '#kit/graph/errors.ts';
import { connectMedusa, statusOf } from '../medusa.ts';
import { unicodeFormsOf } from './passwords.ts';

/**
 * The shop's customers, in Medusa. Each customer has one account here. All methods reject with BACKEND_UNAVAILABLE or
 * BACKEND_TIMEOUT when Medusa fails or is too slow.
 */
export interface Customers {
  /**
   * Creates the account's customer with this first name and returns the customer's id. Idempotent, also for concurrent calls.
   */
  create(account: string, name: string): Promise<string>;
  /**
   * Creates a customer with a verified address and a password; can be repeated after an interruption. A password that someone
   * else registered for the address without completing the sign-up is deleted. Returns TAKEN when a customer has the address.
   */
  signUp(customer: NewCustomer): Promise<KnownCustomer | 'TAKEN'>;
  /** The customer with these credentials, in any Unicode form of the password; undefined when there is none. */
  find(email: string, password: string): Promise<KnownCustomer | undefined>;
  /** Links an account to this customer in Medusa, so that Medusa accepts the account's sessions. */
  linkAccount(account: string, customer: KnownCustomer): Promise<void>;
  /** The customer with this e-mail address; undefined when there is none. */
  lookUp(email: string): Promise<FoundCustomer | undefined>;
  /** The account's customer, when they have an e-mail address; undefined otherwise. */
  ofAccount(account: string): Promise<FoundCustomer | undefined>;
  /**
   * Marks this address of the account's customer as verified and assigns its guest orders; false for another address.
   */
  verify(account: string, email: string): Promise<boolean>;
  /**
   * Sets a new password for the customer with this address, marks the address as verified and links the account. Returns whether
   * the address was verified before.
   */
  resetPassword(account: string, email: string, password: string): Promise<{ wasVerified: boolean }>;
  /** Changes the password of a linked account; false when `current` is wrong or the account has no password. */
  changePassword(account: string, current: string, next: string): Promise<boolean>;
}

/** A customer to create. */
export interface NewCustomer {
  email: string;
  password: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
}

/** A customer with an e-mail address. */
interface FoundCustomer {
  id: string;
  email: string;
  /** When the customer verified the address. */
  verifiedAt: Date | undefined;
}

/** A customer, with the token that Medusa issued for their password. */
export interface KnownCustomer {
  id: string;
  token: string;
}

/**
 * Customers of the Medusa at `medusaUrl`. Medusa authenticates registrations by the tokens of `signRegistration`: a JWT with
 * `typ` `axiom-registration+jwt` and `aud` `axiom-medusa`, whose `sub` is the account's UUID, valid for one minute.
 */
export function createMedusaCustomers(
  medusaUrl: string,
  publishableKey: string,
  signRegistration: (account: string) => Promise<string>,
  serviceToken?: string,
): Customers {
  const call = connectMedusa(medusaUrl, publishableKey, serviceToken);

  async function register(account: string, name: string, signal: AbortSignal): Promise<string> {
    const registration = { token: await signRegistration(account) };
    const { token } = await call<{ token: string }>('/auth/customer/axiom/register', { body: registration, signal });
    const customerId = decodeJwt(token).actor_id;
    if (typeof customerId === 'string' && customerId !== '') return customerId;

    const body = { email: `${account}@${placeholderDomain}`, first_name: name };
    const { customer } = await call<{ customer: { id: string } }>('/store/customers', { body, token, signal });
    return customer.id;
  }

  /** Calls a route about an account that only this subgraph may call. */
  const callFor = async <Body>(account: string, route: string, body: object, signal = AbortSignal.timeout(3_000)) =>
    call<Body>(`/store/accounts/${route}`, { body: { ...body, token: await signRegistration(account) }, signal });

  // This route ignores the account, so its id is random.
  const lookUp = async (email: string, signal?: AbortSignal) =>
    toFoundCustomer((await callFor<FindResponse>(randomUUID(), 'find', { email }, signal)).customer);

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

    async signUp({ email, password, firstName, lastName }) {
      const signal = AbortSignal.timeout(4_500);
      const credentials = { body: { email, password }, signal };
      const create = async () => {
        const { token } = await call<TokenResponse>('/auth/customer/emailpass/register', credentials);
        const body = { email, first_name: firstName, last_name: lastName };
        await call('/store/customers', { body, token, signal });
        // The first token does not name the customer yet; the refreshed one does.
        return (
          toKnownCustomer(await call<TokenResponse>('/auth/token/refresh', { body: {}, token, signal })) ?? 'TAKEN'
        );
      };
      for (let attempt = 1; ; attempt++) {
        try {
          if (await lookUp(email, signal)) return 'TAKEN';
          if (attempt > 1) await callFor(randomUUID(), 'leftover', { email }, signal);
          return await create();
        } catch (error) {
          if (!isInterrupted(error) || attempt === 5) throw backendError('Medusa', error);
          // By then the faster sign-up is complete. The random time keeps concurrent ones apart.
          await sleep(randomInt(50, 250));
        }
      }
    },

    lookUp: (email) => lookUp(email).catch(unavailable),

    async ofAccount(account) {
      const { customer } = await callFor<FindResponse>(account, 'find', {}).catch(unavailable);
      return customer?.email.endsWith(`@${placeholderDomain}`) ? undefined : toFoundCustomer(customer);
    },

    async verify(account, email) {
      try {
        await callFor(account, 'proof', { email });
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw backendError('Medusa', error);
      }
    },

    async resetPassword(account, email, password) {
      const reset = await callFor<{ was_proved: boolean }>(account, 'reset', { email, password }).catch(unavailable);
      return { wasVerified: reset.was_proved };
    },

    async find(email, password) {
      // Medusa treats empty text as missing and refuses it with a different error.
      if (email === '' || password === '') return undefined;
      const signal = AbortSignal.timeout(3_000);
      for (const form of unicodeFormsOf(password)) {
        try {
          return toKnownCustomer(
            await call<TokenResponse>('/auth/customer/emailpass', { body: { email, password: form }, signal }),
          );
        } catch (error) {
          if (!isRefusal(error)) throw backendError('Medusa', error);
        }
      }
      return undefined;
    },

    async linkAccount(account, { token }) {
      const body = { token: await signRegistration(account) };
      const signal = AbortSignal.timeout(3_000);
      await call('/store/customers/me/account', { body, token, signal }).catch(unavailable);
    },

    async changePassword(account, current, next) {
      const token = await signRegistration(account);
      const signal = AbortSignal.timeout(3_000);
      for (const form of unicodeFormsOf(current)) {
        try {
          await call('/store/accounts/password', { body: { token, current: form, password: next }, signal });
          return true;
        } catch (error) {
          if (!isRefusal(error)) throw backendError('Medusa', error);
        }
      }
      return false;
    },
  };
}

/**
 * The domain of placeholder addresses: Medusa requires an address for every customer, but passkey customers have none. RFC 2606
 * reserves `.invalid`, so no mail is ever delivered there. The account id makes each address unique.
 */
const placeholderDomain = 'passkey.invalid';

interface TokenResponse {
  token: string;
}

interface FindResponse {
  customer: { id: string; email: string; proved_at: string | null } | null;
}

function toFoundCustomer(customer: FindResponse['customer']): FoundCustomer | undefined {
  if (!customer) return undefined;
  const { id, email, proved_at: provedAt } = customer;
  return { id, email, verifiedAt: provedAt === null ? undefined : new Date(provedAt) };
}

function unavailable(error: unknown): never {
  throw backendError('Medusa', error);
}

/** The customer that a token names; undefined when the sign-up is incomplete and the token names none. */
function toKnownCustomer({ token }: TokenResponse): KnownCustomer | undefined {
  const id = decodeJwt(token).actor_id;
  return typeof id === 'string' && id !== '' ? { id, token } : undefined;
}

/** Whether Medusa refused the credentials or the address. Medusa also sends 401 for its own failures, with other messages. */
function isRefusal(error: unknown): boolean {
  return [401, 422].includes(statusOf(error) ?? 0) && /invalid email or password|already/i.test(String(error));
}

/** Whether another sign-up with the same address left a password, or has replaced the password of this one. */
function isInterrupted(error: unknown): boolean {
  return isRefusal(error) || statusOf(error) === 404 || /sign in again/i.test(String(error));
}

/** Whether a concurrent call is creating the same customer: Medusa has the address and will link it to the account. */
function isTaken(error: unknown): boolean {
  return [400, 422].includes(statusOf(error) ?? 0);
}
