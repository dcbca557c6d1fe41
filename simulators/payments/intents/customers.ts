import { z } from 'zod';
import { missing } from '../api/errors.ts';
import { expand, mergeMetadata, metadata } from '../api/parameters.ts';
import type { Row } from '../journal.ts';
import { newId, now, type Simulator } from '../simulator.ts';

/** A Customer: https://docs.stripe.com/api/customers/object */
export interface Customer extends Row {
  object: 'customer';
  address: Record<string, unknown> | null;
  created: number;
  email: string | null;
  livemode: false;
  metadata: Record<string, string>;
  name: string | null;
  phone: string | null;
  shipping: Record<string, unknown> | null;
  deleted?: true;
}

export const CustomerInput = z.strictObject({
  address: z.record(z.string(), z.unknown()).optional(),
  description: z.string().optional(),
  email: z.string().max(512).optional(),
  metadata: metadata.optional(),
  name: z.string().max(256).optional(),
  phone: z.string().optional(),
  shipping: z.record(z.string(), z.unknown()).optional(),
  expand,
});

/** Creates a customer, or changes one. */
export function putCustomer(simulator: Simulator, input: z.output<typeof CustomerInput>, before?: Customer): Customer {
  const customer = simulator.journal.put<Customer>({
    id: before?.id ?? newId('cus'),
    object: 'customer',
    address: input.address ?? before?.address ?? null,
    created: before?.created ?? now(),
    email: input.email ?? before?.email ?? null,
    livemode: false,
    metadata: mergeMetadata(before?.metadata ?? {}, input.metadata),
    name: input.name ?? before?.name ?? null,
    phone: input.phone ?? before?.phone ?? null,
    shipping: input.shipping ?? before?.shipping ?? null,
  });
  simulator.emit(before ? 'customer.updated' : 'customer.created', customer);
  return customer;
}

/** Deletes a customer: only its id is left. */
export function deleteCustomer({ journal, emit }: Simulator, customer: Customer) {
  journal.put<Customer>({
    ...customer,
    email: null,
    name: null,
    phone: null,
    address: null,
    shipping: null,
    deleted: true,
  });
  emit('customer.deleted', customer);
  return { id: customer.id, object: 'customer', deleted: true };
}

/** A customer by its id. */
export function findCustomer({ journal }: Simulator, id: string): Customer {
  const customer = journal.find<Customer>('customer', id);
  if (customer && !customer.deleted) return customer;
  throw missing('customer', id, 'customer');
}
