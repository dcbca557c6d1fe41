import { backendError, holding } from '#kit/graph/errors.ts';
import type { AddressRow, CustomerAddressRow, CustomerRow } from '../rows.ts';
import { fromAddress, type Send } from './carts.ts';
import { toAddress } from './purchases.ts';
import { customerFields } from './queries.ts';
import type { MedusaAddress, MedusaCustomer } from './responses.ts';
import { toCustomer } from './rows.ts';

/** What a customer can change of themselves. What is left out stays as it was; null takes it away. */
export interface ProfileChange {
  firstName?: string | null;
  lastName?: string | null;
  phone?: string | null;
}

/** What can be changed of an address of the book. */
export interface AddressChange {
  address?: AddressRow;
  isDefaultShipping?: boolean;
  isDefaultBilling?: boolean;
}

/** What a customer can see and do of their own at Medusa. Everything rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when it cannot be had. */
export type CustomerCalls = ReturnType<typeof customerCalls>;

export function customerCalls(send: Send) {
  const change = (path: string, query: object, body: object) =>
    send<{ customer: MedusaCustomer }>('POST', path, query, body)
      .then(holding('customer'))
      .then(({ customer }) => customer, absent);

  return {
    /** Null when they are a customer no longer. */
    find: async (): Promise<CustomerRow | null> => {
      const query = { fields: customerFields };
      const answer = await send<{ customer: MedusaCustomer }>('GET', 'customers/me', query)
        .then(holding('customer'))
        .catch(absent);
      return answer && toCustomer(answer.customer);
    },

    /** When they proved that the address they have is theirs; null while they have not. */
    emailProvedAt: async (): Promise<Date | null> => {
      const { email_proved_at: at } = await send<{ email_proved_at: string | null }>(
        'GET',
        'customers/me/account',
      ).catch(unavailable);
      return at === null ? null : new Date(at);
    },

    update: async ({ firstName, lastName, phone }: ProfileChange): Promise<CustomerRow | null> => {
      const body = { first_name: firstName, last_name: lastName, phone };
      const customer = await change('customers/me', { fields: customerFields }, body);
      return customer && toCustomer(customer);
    },

    /** The whole book, the oldest first. */
    addresses: async (): Promise<CustomerAddressRow[]> => {
      const query = { limit: 100, fields: `${addressFields},created_at` };
      const { addresses } = await send<{ addresses: (BookAddress & { created_at: string })[] }>(
        'GET',
        'customers/me/addresses',
        query,
      )
        .then(holding('addresses'))
        .catch(unavailable);
      const byAge = addresses.toSorted(
        (one, other) => one.created_at.localeCompare(other.created_at) || one.id.localeCompare(other.id),
      );
      return byAge.map(toBookAddress);
    },

    addAddress: async (change: AddressChange & { address: AddressRow }): Promise<void> => {
      await send<{ customer: object }>('POST', 'customers/me/addresses', { fields: 'id' }, toBody(change))
        .then(holding('customer'))
        .catch(unavailable);
    },

    /** False when the book has none of that id. */
    updateAddress: (id: string, body: AddressChange): Promise<boolean> =>
      send<{ customer: object }>('POST', addressAt(id), { fields: 'id' }, toBody(body))
        .then(holding('customer'))
        .then(() => true, missing),

    /** False when the book has none of that id. */
    deleteAddress: (id: string): Promise<boolean> =>
      send<{ deleted: boolean }>('DELETE', addressAt(id))
        .then(holding('deleted'))
        .then(() => true, missing),
  };
}

type BookAddress = MedusaAddress & { id: string; is_default_shipping: boolean; is_default_billing: boolean };

const addressFields = [
  ...['id', 'is_default_shipping', 'is_default_billing', 'first_name', 'last_name', 'company', 'address_1'],
  ...['address_2', 'city', 'province', 'postal_code', 'country_code', 'phone'],
].join();

const addressAt = (id: string) => `customers/me/addresses/${encodeURIComponent(id)}`;

function toBookAddress(from: BookAddress): CustomerAddressRow {
  return {
    id: from.id,
    address: toAddress(from),
    isDefaultShipping: from.is_default_shipping,
    isDefaultBilling: from.is_default_billing,
  };
}

function toBody({ address, isDefaultShipping, isDefaultBilling }: AddressChange) {
  return {
    ...(address && fromAddress(address)),
    is_default_shipping: isDefaultShipping,
    is_default_billing: isDefaultBilling,
  };
}

function unavailable(cause: unknown): never {
  throw backendError('Medusa', cause);
}

function absent(cause: unknown): null {
  return isMissing(cause) ? null : unavailable(cause);
}

function missing(cause: unknown): false {
  return isMissing(cause) ? false : unavailable(cause);
}

function isMissing(cause: unknown): boolean {
  return (cause as { status?: number }).status === 404;
}
