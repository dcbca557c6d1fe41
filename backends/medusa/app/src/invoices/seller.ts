/** The seller on invoices, as it is printed. */
export interface Seller {
  name: string;
  /** The lines of the address. */
  address: string[];
  /** The entry in a register of companies; null if there is none. */
  registration: string | null;
  /** The tax number for the country of delivery; null if there is none. */
  taxId: string | null;
}

/**
 * The seller for deliveries to a country (ISO 3166-1 alpha-2 code, or null) from the INVOICE_SELLER_ variables. Null without
 * a name or an address: an invoice must contain both, so none can be issued.
 */
export function sellerFor(country: string | null): Seller | null {
  const {
    INVOICE_SELLER_NAME: name,
    INVOICE_SELLER_ADDRESS: address,
    INVOICE_SELLER_REGISTRATION: registration,
    INVOICE_SELLER_TAX_IDS: taxIds = '',
  } = process.env;
  if (!name || !address) return null;
  const ids = taxIds
    .split(',')
    .map((entry) => entry.split(':').map((part) => part.trim()))
    .filter(([code, id]) => code && id) as [string, string][];
  const [, taxId = null] = ids.find(([code]) => code === country?.toUpperCase()) ?? ids[0] ?? [];
  return { name, address: address.split('|').map((line) => line.trim()), registration: registration || null, taxId };
}
