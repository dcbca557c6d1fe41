import type { Language } from '#kit/graph/languages/language.ts';

/** The names of one thing in other languages than English. */
type Names = Readonly<Record<Exclude<Language, 'EN'>, string>>;

/** The names of taxes by their English name at Medusa. */
const taxes: Readonly<Record<string, Names>> = {
  VAT: { FR: 'TVA', JA: '付加価値税', IT: 'IVA' },
  'Consumption tax': { FR: 'Taxe à la consommation', JA: '消費税', IT: 'Imposta sui consumi' },
  'Sales tax': { FR: 'Taxe de vente', JA: '売上税', IT: 'Imposta sulle vendite' },
};

/** The names of payment methods by their code. The others are names of brands, which are the same in every language. */
const paymentMethods: Readonly<Record<string, Names>> = {
  card: { FR: 'Carte bancaire', JA: 'カード', IT: 'Carta' },
  konbini: { FR: 'Paiement en konbini', JA: 'コンビニ払い', IT: 'Pagamento in konbini' },
  sepa_debit: { FR: 'Prélèvement SEPA', JA: 'SEPA口座振替', IT: 'Addebito diretto SEPA' },
};

/** The name of a tax in a language; one that an operator has named otherwise stays as it is. */
export function taxName(english: string, language: Language): string {
  return nameIn(taxes, english, english, language);
}

/** The name of a payment method in a language. */
export function paymentMethodName(code: string, english: string, language: Language): string {
  return nameIn(paymentMethods, code, english, language);
}

function nameIn(catalogue: Readonly<Record<string, Names>>, key: string, english: string, language: Language): string {
  return language !== 'EN' && Object.hasOwn(catalogue, key) ? (catalogue[key] as Names)[language] : english;
}
