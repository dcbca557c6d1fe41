/** How payments of one type of payment method go. */
export interface MethodType {
  /** `card`: answered at once, unless 3-D Secure is needed. `redirect`: on the provider's page. `late`: after some time. `voucher`: in a shop. */
  flow: 'card' | 'redirect' | 'late' | 'voucher';
  /** Currencies, in lower case; every currency by default. */
  currencies?: readonly string[];
  /** Whether an authorized amount can be captured later. */
  canAuthorizeOnly: boolean;
  /** The name on the simulator's pages. */
  name: string;
}

/** The payment methods of the simulator: https://docs.stripe.com/payments/payment-methods/payment-method-support */
export const methodTypes: Readonly<Record<string, MethodType>> = {
  card: { flow: 'card', canAuthorizeOnly: true, name: 'card' },
  klarna: { flow: 'redirect', currencies: ['eur', 'chf', 'usd', 'gbp'], canAuthorizeOnly: true, name: 'Klarna' },
  paypal: { flow: 'redirect', currencies: ['eur', 'chf', 'usd', 'gbp'], canAuthorizeOnly: true, name: 'PayPal' },
  ideal: { flow: 'redirect', currencies: ['eur'], canAuthorizeOnly: false, name: 'iDEAL' },
  bancontact: { flow: 'redirect', currencies: ['eur'], canAuthorizeOnly: false, name: 'Bancontact' },
  twint: { flow: 'redirect', currencies: ['chf'], canAuthorizeOnly: false, name: 'TWINT' },
  sepa_debit: { flow: 'late', currencies: ['eur'], canAuthorizeOnly: false, name: 'SEPA direct debit' },
  konbini: { flow: 'voucher', currencies: ['jpy'], canAuthorizeOnly: false, name: 'Konbini' },
};

/** The types that `automatic_payment_methods` enables. */
export function automaticTypes(currency: string, isManual: boolean, withRedirects: boolean): string[] {
  return Object.entries(methodTypes)
    .filter(([, type]) => !type.currencies || type.currencies.includes(currency))
    .filter(([, { canAuthorizeOnly }]) => canAuthorizeOnly || !isManual)
    .filter(([, { flow }]) => withRedirects || flow !== 'redirect')
    .map(([name]) => name);
}
