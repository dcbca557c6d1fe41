import type {
  CustomerAddressInput,
  CustomerAddressUpdateInput,
  CustomerErrorCode,
  CustomerUpdateInput,
  CustomerUserError,
} from '#generated/commerce.ts';
import { refusalOf } from '#kit/graph/access.ts';
import { type Connection, connectionWithin, type PageArguments } from '#kit/graph/connection.ts';
import { graphError } from '#kit/graph/errors.ts';
import { isCustomer, type SignedIn, type Viewer } from '#kit/graph/viewer.ts';
import { longText, readAddress, readText, type WrongPart } from '../addresses/addresses.ts';
import { readPhone, withoutMarks } from '../addresses/phones.ts';
import type { CustomerCalls } from '../medusa/customers.ts';
import type { CustomerAddressRow, CustomerRow } from '../rows.ts';

/** Why a mutation did not do what it was asked, as its payload tells it. */
export interface CustomerFault {
  userErrors: CustomerUserError[];
}

/** What Medusa shows the customer who asks, and what they can change of it. */
export type Own = ReturnType<typeof ownOf>;

/** Most addresses of a book. */
const mostAddresses = 50;

/**
 * `calls` asks Medusa as the customer; `find` tells who they are and `proof` when they proved their address, once a request;
 * `country` tells where they ask from.
 */
export function ownOf(
  calls: () => Promise<CustomerCalls>,
  find: () => Promise<CustomerRow | null>,
  proof: () => Promise<Date | null>,
  country: () => Promise<string | undefined>,
) {
  const book = async () => (await calls()).addresses();
  const newest = async (known: readonly CustomerAddressRow[]) =>
    (await book()).find(({ id }) => !known.some((address) => address.id === id));

  return {
    /** Who they are; null when they are a customer no longer. */
    customer: find,

    /** When they proved that their e-mail address is theirs; null while they have not. */
    emailVerifiedAt: proof,

    addresses: async (id: string, args: PageArguments): Promise<Connection<CustomerAddressRow>> =>
      connectionWithin(await book(), ['Customer.addresses', id], args, 20, mostAddresses),

    update: async ({ ...change }: CustomerUpdateInput): Promise<CustomerRow | null | CustomerFault> => {
      const told: Record<string, string | null> = {};
      for (const [part, given] of Object.entries(change)) {
        const text = readText(part === 'phone' ? withoutMarks(given ?? '') : (given ?? ''), false);
        if (text === undefined) return fault('INVALID', longText, ['input', part]);
        const value = part === 'phone' && text !== '' ? readPhone(text, await country()) : text;
        if (value === undefined) return fault('INVALID', 'This is no telephone number.', ['input', part]);
        told[part] = value || null;
      }
      return (await calls()).update(told);
    },

    addAddress: async ({ address, ...defaults }: CustomerAddressInput): Promise<CustomerAddressRow | CustomerFault> => {
      const read = readAddress(address);
      if (Array.isArray(read)) return wrongAddress(read);
      const known = await book();
      if (known.length >= mostAddresses) {
        return fault('TOO_MANY_ADDRESSES', `An address book has ${mostAddresses} addresses at most.`);
      }
      await (await calls()).addAddress({ address: read, ...given(defaults) });
      return (await newest(known)) ?? notThere();
    },

    updateAddress: async (
      id: string,
      { address, ...defaults }: CustomerAddressUpdateInput,
    ): Promise<CustomerAddressRow | CustomerFault> => {
      const read = address && readAddress(address);
      if (Array.isArray(read)) return wrongAddress(read);
      const change = { ...(read && { address: read }), ...given(defaults) };
      const isThere = isAddressId(id) && (await (await calls()).updateAddress(id, change));
      return (isThere && (await book()).find((known) => known.id === id)) || notThere();
    },

    /** The id of what is gone. */
    deleteAddress: async (id: string): Promise<{ deletedId: string } | CustomerFault> => {
      const isThere = isAddressId(id) && (await (await calls()).deleteAddress(id));
      return isThere ? { deletedId: id } : notThere();
    },
  };
}

/** A customer, to themselves. Throws UNAUTHENTICATED when nobody has signed in, FORBIDDEN to anyone else. */
export async function findCustomer(
  id: string,
  viewer: Viewer,
  own: Pick<Own, 'customer'>,
): Promise<CustomerRow | null> {
  if (!isKnownCustomer(viewer) || viewer.id !== id) throw graphError('FORBIDDEN', 'Customers see themselves alone.');
  return own.customer();
}

/** Whether someone who has signed in is a customer. Throws UNAUTHENTICATED when nobody has. */
export function isKnownCustomer(viewer: Viewer): viewer is SignedIn {
  const refusal = refusalOf({ authenticated: true, scopes: [] }, viewer);
  if (refusal) throw refusal;
  return isCustomer(viewer);
}

function fault(code: CustomerErrorCode, message: string, field: string[] | null = null): CustomerFault {
  return { userErrors: [{ code, message, field }] };
}

function wrongAddress(wrong: readonly WrongPart[]): CustomerFault {
  return {
    userErrors: wrong.flatMap(({ part, message }) => fault('INVALID', message, ['input', 'address', part]).userErrors),
  };
}

function notThere(): CustomerFault {
  return fault('ADDRESS_NOT_FOUND', 'The address book has no such address.', ['id']);
}

function isAddressId(id: string): boolean {
  return /^cuaddr_\w+$/.test(id);
}

/** What was given: an input that is null says as little as one that is missing. */
function given<Value>(input: Record<string, Value | null | undefined>): Record<string, Value> {
  return Object.fromEntries(Object.entries(input).flatMap(([name, value]) => (value == null ? [] : [[name, value]])));
}
