import type { AddressRow } from '../rows.ts';
import type { MedusaAddress } from './responses.ts';

/** An address from Medusa; parts that are empty there are null. */
export function toAddress(from: MedusaAddress): AddressRow {
  return {
    firstName: from.first_name || null,
    lastName: from.last_name || null,
    company: from.company || null,
    line1: from.address_1 || null,
    line2: from.address_2 || null,
    city: from.city || null,
    province: from.province || null,
    postalCode: from.postal_code || null,
    countryCode: from.country_code?.toUpperCase() || null,
    phone: from.phone || null,
  };
}

/** An address to send to Medusa. Parts that are missing are stored as empty. */
export function fromAddress(address: Partial<AddressRow>) {
  return {
    first_name: address.firstName ?? '',
    last_name: address.lastName ?? '',
    company: address.company ?? '',
    address_1: address.line1 ?? '',
    address_2: address.line2 ?? '',
    city: address.city ?? '',
    province: address.province ?? '',
    postal_code: address.postalCode ?? '',
    country_code: address.countryCode?.toLowerCase(),
    phone: address.phone ?? '',
  };
}
