import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { backendError } from '#kit/graph/errors.ts';
import { connectMedusa, statusOf } from '../medusa.ts';
import { formsOf } from './passwords.ts';

/**
 * The customers of the shop, each of whom is an account here. Everything rejects with BACKEND_UNAVAILABLE or
 * BACKEND_TIMEOUT when Medusa does not do it.
 */
export interface Customers {
  /**
   * Makes the account a customer of this given name and resolves with the customer's id; with the same one, however often
   * and at once it is called.
   */
  create(account: string, name: string): Promise<string>;
  /**
   * Makes a customer who has proved their address and signs in with a password; again, where it was interrupted. A password
   * that somebody left for the address is removed. Resolves with TAKEN where the address is a customer's.
   */
  signUp(customer: NewCustomer): Promise<KnownCustomer | 'TAKEN'>;
  /** The customer with these credentials; the Unicode form of the password is ignored. Undefined when there is none. */
  find(email: string, password: string): Promise<KnownCustomer | undefined>;
  /** Tells Medusa that an account is this customer, so that sessions of the account let them in there. */
  tie(account: string, customer: KnownCustomer): Promise<void>;
  /** The customer who has this e-mail address; undefined where no customer has it. */
  lookUp(email: string): Promise<FoundCustomer | undefined>;
  /** The customer that an account is, where they have given an address; undefined otherwise. */
  ofAccount(account: string): Promise<FoundCustomer | undefined>;
  /** Notes that an account's customer has proved this address; false where they have another. Guests' orders become theirs. */
  prove(account: string, email: string): Promise<boolean>;
  /**
   * Gives the customer with an address that was proved another password, and ties the account to them. Says whether the
   * address had been proved before.
   */
  resetPassword(account: string, email: string, password: string): Promise<{ wasProved: boolean }>;
  /** Changes the password of an account that is tied; false where the current one is another, or there is none. */
  changePassword(account: string, current: string, next: string): Promise<boolean>;
}

/** Who signs up. */
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
  /** When they proved that the address is theirs. */
  provedAt: Date | undefined;
}

/** A customer, and a token that Medusa gave for their password. */
export interface KnownCustomer {
  id: string;
  token: string;
}

/**
 * Prepares calls to the Medusa at `medusaUrl`. It makes customers for whoever brings a token of `signRegistration`: a JWT
 * with `typ` `axiom-registration+jwt` and `aud` `axiom-medusa`, whose `sub` is the account's uuid, good for a minute.
 */
export function createMedusaCustomers(
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

  /** Asks what identity alone may ask, about the account. */
  const askAs = async <Answer>(account: string, what: string, body: object, signal = AbortSignal.timeout(3_000)) =>
    ask<Answer>(`/store/accounts/${what}`, { body: { ...body, token: await signRegistration(account) }, signal });

  // The account id is random: only the address is looked up.
  const lookUp = async (email: string, signal?: AbortSignal) =>
    found((await askAs<Found>(randomUUID(), 'find', { email }, signal)).customer);

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
      const make = async () => {
        const { token } = await ask<Token>('/auth/customer/emailpass/register', credentials);
        const body = { email, first_name: firstName, last_name: lastName };
        await ask('/store/customers', { body, token, signal });
        // The token of before is nobody's still.
        return known(await ask<Token>('/auth/token/refresh', { body: {}, token, signal })) ?? 'TAKEN';
      };
      try {
        if (await lookUp(email, signal)) return 'TAKEN';
        return await make().catch(async (error) => {
          if (!isRefusal(error)) throw error;
          await askAs(randomUUID(), 'leftover', { email }, signal);
          return make();
        });
      } catch (error) {
        // Of two that sign up at once, the second finds that the first is a customer.
        if (isRefusal(error) || statusOf(error) === 404) return 'TAKEN';
        throw backendError('Medusa', error);
      }
    },

    lookUp: (email) => lookUp(email).catch(unavailable),

    async ofAccount(account) {
      const { customer } = await askAs<Found>(account, 'find', {}).catch(unavailable);
      return customer?.email.endsWith(`@${nowhere}`) ? undefined : found(customer);
    },

    async prove(account, email) {
      try {
        await askAs(account, 'proof', { email });
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw backendError('Medusa', error);
      }
    },

    async resetPassword(account, email, password) {
      const answer = await askAs<{ was_proved: boolean }>(account, 'reset', { email, password }).catch(unavailable);
      return { wasProved: answer.was_proved };
    },

    async find(email, password) {
      // Medusa takes an empty text for none at all, and refuses the request in other words.
      if (email === '' || password === '') return undefined;
      const signal = AbortSignal.timeout(3_000);
      for (const form of formsOf(password)) {
        try {
          return known(await ask<Token>('/auth/customer/emailpass', { body: { email, password: form }, signal }));
        } catch (error) {
          if (!isRefusal(error)) throw backendError('Medusa', error);
        }
      }
      return undefined;
    },

    async tie(account, { token }) {
      const body = { token: await signRegistration(account) };
      const signal = AbortSignal.timeout(3_000);
      await ask('/store/customers/me/account', { body, token, signal }).catch(unavailable);
    },

    async changePassword(account, current, next) {
      const token = await signRegistration(account);
      const signal = AbortSignal.timeout(3_000);
      for (const form of formsOf(current)) {
        try {
          await ask('/store/accounts/password', { body: { token, current: form, password: next }, signal });
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
 * Medusa wants an address for every customer, and nobody has given one: it gets one to which RFC 2606 promises that no
 * mail is ever delivered, and which is nobody else's.
 */
const nowhere = 'passkey.invalid';

interface Token {
  token: string;
}

interface Found {
  customer: { id: string; email: string; proved_at: string | null } | null;
}

function found(customer: Found['customer']): FoundCustomer | undefined {
  if (!customer) return undefined;
  const { id, email, proved_at: provedAt } = customer;
  return { id, email, provedAt: provedAt === null ? undefined : new Date(provedAt) };
}

function unavailable(error: unknown): never {
  throw backendError('Medusa', error);
}

/** Whom a token is of; undefined where it is of somebody who has not signed up to the end. */
function known({ token }: Token): KnownCustomer | undefined {
  const id = decodeJwt(token).actor_id;
  return typeof id === 'string' && id !== '' ? { id, token } : undefined;
}

/** Medusa has looked, and says no. What it cannot look up it refuses with 401 as well, and with other words. */
function isRefusal(error: unknown): boolean {
  return [401, 422].includes(statusOf(error) ?? 0) && /invalid email or password|already/i.test(String(error));
}

/** Another call is making the same customer: Medusa has the address, and will have linked it to the account in a moment. */
function isTaken(error: unknown): boolean {
  return [400, 422].includes(statusOf(error) ?? 0);
}
