import type {
  CustomerAddressInput,
  CustomerAddressUpdateInput,
  CustomerErrorCode,
  CustomerUpdateInput,
} from '#generated/commerce.ts';
import { refusalOf } from '#kit/graph/access.ts';
import { type Connection, connectionWithin, type PageArguments } from '#kit/graph/connection.ts';
import { graphError } from '#kit/graph/errors.ts';
import type { Refusal, Result } from '#kit/graph/result.ts';
import { isCustomer, type SignedIn, type Viewer } from '#kit/graph/viewer.ts';
import { type InvalidPart, invalidText, readAddress, readText } from '../addresses/addresses.ts';
import { readPhone, withoutFormatCharacters } from '../addresses/phones.ts';
import type { CustomerCalls } from '../medusa/customers.ts';
import type { CommerceMessage } from '../messages/messages.ts';
import type { CustomerAddressRow, CustomerRow } from '../rows.ts';

/** One error of a change of a customer's account. Its message is written in the language of the request when it is read. */
export interface CustomerErrorRow {
  code: CustomerErrorCode;
  text: CommerceMessage;
  field: string[] | null;
}

/** What a change of a customer's account returns. A refused change leaves the account unchanged. */
export type CustomerResult<Value> = Result<Value, CustomerErrorRow>;

/** Reads and changes the profile and address book of the customer who sent the request. */
export type CustomerAccount = ReturnType<typeof createCustomerAccount>;

/** The dependencies of a customer's account. */
export interface CustomerDependencies {
  /** Calls to Medusa as the customer. */
  calls(): Promise<CustomerCalls>;
  /** The customer, read once for each request; null when Medusa no longer has them. */
  find(): Promise<CustomerRow | null>;
  /** When the customer verified the e-mail address, read once for each request; null while it is unverified. */
  emailVerifiedAt(): Promise<Date | null>;
  /** The country of the request, as ISO 3166-1 alpha-2: national telephone numbers belong to it. */
  country(): Promise<string | undefined>;
}

/** Maximum number of addresses of an address book. */
const maxAddresses = 50;

export function createCustomerAccount({ calls, find, emailVerifiedAt, country }: CustomerDependencies) {
  const book = async () => (await calls()).addresses();
  const newest = async (known: readonly CustomerAddressRow[]) =>
    (await book()).find(({ id }) => !known.some((address) => address.id === id));

  return {
    customer: find,
    emailVerifiedAt,

    addresses: async (id: string, args: PageArguments): Promise<Connection<CustomerAddressRow>> =>
      connectionWithin(await book(), ['Customer.addresses', id], args, 20, maxAddresses),

    update: async ({ ...change }: CustomerUpdateInput): Promise<CustomerResult<CustomerRow | null>> => {
      const profile: Record<string, string | null> = {};
      for (const [part, input] of Object.entries(change)) {
        const text = readText(part === 'phone' ? withoutFormatCharacters(input ?? '') : (input ?? ''), false);
        if (text === undefined) return refuse('INVALID', invalidText, ['input', part]);
        const value = part === 'phone' && text !== '' ? readPhone(text, await country()) : text;
        if (value === undefined) return refuse('INVALID', 'phoneInvalid', ['input', part]);
        profile[part] = value || null;
      }
      return (await calls()).update(profile);
    },

    addAddress: async ({ address, ...defaults }: CustomerAddressInput): Promise<CustomerResult<CustomerAddressRow>> => {
      const read = readAddress(address);
      if (Array.isArray(read)) return refuseAddress(read);
      const known = await book();
      if (known.length >= maxAddresses) {
        return refuse('TOO_MANY_ADDRESSES', ['tooManyAddresses', { most: maxAddresses }]);
      }
      await (await calls()).addAddress({ address: read, ...withoutNulls(defaults) });
      return (await newest(known)) ?? addressNotFound();
    },

    updateAddress: async (
      id: string,
      { address, ...defaults }: CustomerAddressUpdateInput,
    ): Promise<CustomerResult<CustomerAddressRow>> => {
      const read = address && readAddress(address);
      if (Array.isArray(read)) return refuseAddress(read);
      const change = { ...(read && { address: read }), ...withoutNulls(defaults) };
      const exists = isAddressId(id) && (await (await calls()).updateAddress(id, change));
      return (exists && (await book()).find((known) => known.id === id)) || addressNotFound();
    },

    /** The id of the deleted address. */
    deleteAddress: async (id: string): Promise<CustomerResult<{ deletedId: string }>> => {
      const exists = isAddressId(id) && (await (await calls()).deleteAddress(id));
      return exists ? { deletedId: id } : addressNotFound();
    },
  };
}

/** A customer, for that customer only. Throws UNAUTHENTICATED for an anonymous viewer, FORBIDDEN for any other. */
export async function findCustomer(
  id: string,
  viewer: Viewer,
  account: Pick<CustomerAccount, 'customer'>,
): Promise<CustomerRow | null> {
  if (!isKnownCustomer(viewer) || viewer.id !== id)
    throw graphError('FORBIDDEN', 'Customers can read their own account only.');
  return account.customer();
}

/** Whether a signed-in viewer is a customer. Throws UNAUTHENTICATED for an anonymous viewer. */
export function isKnownCustomer(viewer: Viewer): viewer is SignedIn {
  const refusal = refusalOf({ authenticated: true, scopes: [] }, viewer);
  if (refusal) throw refusal;
  return isCustomer(viewer);
}

function refuse(
  code: CustomerErrorCode,
  text: CommerceMessage,
  field: string[] | null = null,
): Refusal<CustomerErrorRow> {
  return { userErrors: [{ code, text, field }] };
}

function refuseAddress(invalid: readonly InvalidPart[]): Refusal<CustomerErrorRow> {
  return {
    userErrors: invalid.map(({ part, text }) => ({ code: 'INVALID', text, field: ['input', 'address', part] })),
  };
}

function addressNotFound(): Refusal<CustomerErrorRow> {
  return refuse('ADDRESS_NOT_FOUND', 'addressNotFound', ['id']);
}

function isAddressId(id: string): boolean {
  return /^cuaddr_\w+$/.test(id);
}

/** The values without those that are null, which means the same as missing. */
function withoutNulls<Value>(input: Record<string, Value | null | undefined>): Record<string, Value> {
  return Object.fromEntries(Object.entries(input).flatMap(([name, value]) => (value == null ? [] : [[name, value]])));
}
