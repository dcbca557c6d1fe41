import { requireProperty } from '#kit/graph/errors.ts';
import type { AddressRow, CustomerAddressRow, CustomerRow } from '../rows.ts';
import { fromAddress, toAddress } from './addresses.ts';
import { customerFields } from './queries.ts';
import type { MedusaAddress, MedusaCustomer } from './responses.ts';
import { toCustomer } from './rows.ts';
import { hasStatus, nullIfMissing, type Send, unavailable } from './send.ts';

/** Values to set on a customer. Those that are missing stay unchanged; null removes a value. */
export interface ProfileChange {
  firstName?: string | null;
  lastName?: string | null;
  phone?: string | null;
}

/** Values to set on an address of the address book. Those that are missing stay unchanged. */
export interface AddressChange {
  address?: AddressRow;
  isDefaultShipping?: boolean;
  isDefaultBilling?: boolean;
}

/**
 * Reads and changes a customer's own account at Medusa. All calls reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when
 * Medusa does not answer.
 */
export type CustomerCalls = ReturnType<typeof customerCalls>;

export function customerCalls(send: Send) {
  const change = (path: string, query: object, body: object) =>
    send<{ customer: MedusaCustomer }>('POST', path, query, body)
      .then(requireProperty('customer'))
      .then(({ customer }) => customer, nullIfMissing);

  return {
    /** The customer; null when Medusa no longer has them. */
    find: async (): Promise<CustomerRow | null> => {
      const query = { fields: customerFields };
      const found = await send<{ customer: MedusaCustomer }>('GET', 'customers/me', query)
        .then(requireProperty('customer'))
        .catch(nullIfMissing);
      return found && toCustomer(found.customer);
    },

    /** When the customer verified their e-mail address; null while it is unverified. */
    emailVerifiedAt: async (): Promise<Date | null> => {
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

    /** The whole address book, the oldest address first. */
    addresses: async (): Promise<CustomerAddressRow[]> => {
      const query = { limit: 100, fields: `${addressFields},created_at` };
      const { addresses } = await send<{ addresses: (BookAddress & { created_at: string })[] }>(
        'GET',
        'customers/me/addresses',
        query,
      )
        .then(requireProperty('addresses'))
        .catch(unavailable);
      const byAge = addresses.toSorted(
        (one, other) => one.created_at.localeCompare(other.created_at) || one.id.localeCompare(other.id),
      );
      return byAge.map(toBookAddress);
    },

    addAddress: async (change: AddressChange & { address: AddressRow }): Promise<void> => {
      await send<{ customer: object }>('POST', 'customers/me/addresses', { fields: 'id' }, toBody(change))
        .then(requireProperty('customer'))
        .catch(unavailable);
    },

    /** False when the address book has no address with this id. */
    updateAddress: (id: string, body: AddressChange): Promise<boolean> =>
      send<{ customer: object }>('POST', addressAt(id), { fields: 'id' }, toBody(body))
        .then(requireProperty('customer'))
        .then(() => true, falseIfMissing),

    /** False when the address book has no address with this id. */
    deleteAddress: (id: string): Promise<boolean> =>
      send<{ deleted: boolean }>('DELETE', addressAt(id))
        .then(requireProperty('deleted'))
        .then(() => true, falseIfMissing),
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

function falseIfMissing(cause: unknown): false {
  return hasStatus(cause, 404) ? false : unavailable(cause);
}
