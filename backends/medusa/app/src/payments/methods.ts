import { MedusaError } from '@medusajs/framework/utils';

/** A way to pay that Stripe offers. */
export interface Method {
  /** Stripe's name of its type. */
  code: string;
  name: string;
  kind: 'CARD' | 'WALLET' | 'BANK' | 'PAY_LATER' | 'VOUCHER';
  /** Where the buyer pays: in the client with Stripe's library, or on a page of the provider. */
  flow: 'CLIENT' | 'PAGE';
  /** Whether the payment may be confirmed only days later. */
  isDelayed: boolean;
}

/** What a method is limited to: https://docs.stripe.com/payments/payment-methods/payment-method-support */
interface Limits {
  /** Its currencies, in lower case; every currency if missing. */
  currencies?: string[];
  /** The countries of its buyers, in lower case; every country if missing. */
  countries?: string[];
  /** Whether the amount can be reserved first, and captured when the order is shipped. */
  canReserve: boolean;
}

const widely = ['eur', 'chf', 'usd', 'gbp'];

const all: (Method & Limits)[] = [
  { code: 'card', name: 'Card', kind: 'CARD', flow: 'CLIENT', isDelayed: false, canReserve: true },
  { ...page('paypal', 'PayPal', 'WALLET'), currencies: widely, canReserve: true },
  { ...page('klarna', 'Klarna', 'PAY_LATER'), currencies: widely, canReserve: true },
  { ...page('ideal', 'iDEAL', 'BANK'), currencies: ['eur'], countries: ['nl'], canReserve: false },
  { ...page('bancontact', 'Bancontact', 'BANK'), currencies: ['eur'], countries: ['be'], canReserve: false },
  { ...page('twint', 'TWINT', 'WALLET'), currencies: ['chf'], countries: ['ch'], canReserve: false },
  {
    ...page('konbini', 'Konbini', 'VOUCHER'),
    isDelayed: true,
    currencies: ['jpy'],
    countries: ['jp'],
    canReserve: false,
  },
  {
    ...{ code: 'sepa_debit', name: 'SEPA Direct Debit', kind: 'BANK', flow: 'CLIENT', isDelayed: true },
    ...{ currencies: ['eur'], canReserve: false },
  },
];

/** The codes of the methods that the shop accepts, as activated in the account at Stripe. The first is the preferred one. */
const accepted = (process.env.STRIPE_PAYMENT_METHODS || 'card,paypal,klarna,ideal,bancontact,twint,sepa_debit,konbini')
  .split(',')
  .map((code) => code.trim());

/** The methods for a currency and the countries of a region, the preferred one first. Codes are in lower case. */
export function methodsFor(currency: string, countries: readonly string[]): Method[] {
  return offered(currency, countries).map(({ code, name, kind, flow, isDelayed }) => ({
    code,
    name,
    kind,
    flow,
    isDelayed,
  }));
}

/** What a buyer chooses at the start of a payment. */
export interface Choice {
  /** The code of the method; missing: the buyer chooses in the client. */
  method?: string;
  /** Where the provider's page sends the buyer back to. */
  return_url?: string;
}

/**
 * Stripe's parameters for a payment: https://docs.stripe.com/api/payment_intents/create. A payment on a page is confirmed at once,
 * so that Stripe answers with its address. Throws INVALID_DATA with the field's name for a method that is not offered, and for a
 * missing or foreign return address.
 */
export function toParameters(choice: Choice, currency: string, countries: readonly string[]): Record<string, unknown> {
  const methods = offered(currency, countries);
  if (choice.return_url !== undefined && !isOwnAddress(choice.return_url))
    throw invalid('return_url: the address is not one of the shop');
  if (choice.method === undefined)
    return { payment_method_types: methods.filter(({ canReserve }) => canReserve).map(({ code }) => code) };
  const method = methods.find(({ code }) => code === choice.method);
  if (!method) throw invalid('method: the payment method is not offered in this market');
  const parameters = {
    payment_method_types: [method.code],
    ...(!method.canReserve && { capture_method: 'automatic' }),
  };
  if (method.flow === 'CLIENT') return parameters;
  if (choice.return_url === undefined) throw invalid('return_url: the payment method needs an address to return to');
  return {
    ...parameters,
    payment_method_data: { type: method.code },
    confirm: true,
    return_url: choice.return_url,
  };
}

/**
 * Where the provider may send a buyer back to: origins (`https://shop.example`), schemes of apps (`com.shop.app://`), and
 * `http://localhost:*` for every port.
 */
const returnOrigins = (process.env.PAYMENT_RETURN_ORIGINS ?? '').split(',').flatMap((origin) => origin.trim() || []);

/** Whether an address belongs to the shop. Another one would make Stripe's page an open redirect (CWE-601). */
function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol, hostname, username, password } = new URL(address);
  if (username || password) return false;
  const names = origin === 'null' ? [`${protocol}//`] : [origin, `${protocol}//${hostname}:*`];
  return returnOrigins.some((own) => names.includes(own));
}

function offered(currency: string, countries: readonly string[]): (Method & Limits)[] {
  const fits = ({ currencies, countries: only }: Limits) =>
    (!currencies || currencies.includes(currency)) && (!only || countries.some((country) => only.includes(country)));
  return accepted.flatMap((code) => all.filter((method) => method.code === code && fits(method)));
}

function page(code: string, name: string, kind: Method['kind']): Method {
  return { code, name, kind, flow: 'PAGE', isDelayed: false };
}

function invalid(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.INVALID_DATA, message);
}
