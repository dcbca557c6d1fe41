/** How the bank of a test card behaves. */
export interface TestCard {
  number: string;
  brand: string;
  country?: string;
  funding?: 'credit' | 'debit';
  /** The code of the error, and of the bank's reason where there is one. */
  declines?: { code: string; decline_code?: string; message: string };
  /** The buyer must pass 3-D Secure first. */
  needsAuthentication?: boolean;
}

const declined = (decline_code: string, message = 'Your card was declined.') => ({
  declines: { code: 'card_declined', decline_code, message },
});

/** Test cards by the name of their payment method: https://docs.stripe.com/testing */
export const testCards: Readonly<Record<string, TestCard>> = {
  pm_card_visa: { number: '4242424242424242', brand: 'visa' },
  pm_card_visa_debit: { number: '4000056655665556', brand: 'visa', funding: 'debit' },
  pm_card_mastercard: { number: '5555555555554444', brand: 'mastercard' },
  pm_card_amex: { number: '378282246310005', brand: 'amex' },
  pm_card_discover: { number: '6011111111111117', brand: 'discover' },
  pm_card_diners: { number: '3056930009020004', brand: 'diners' },
  pm_card_jcb: { number: '3566002020360505', brand: 'jcb', country: 'JP' },
  pm_card_unionpay: { number: '6200000000000005', brand: 'unionpay', country: 'CN' },
  pm_card_fr: { number: '4000002500000003', brand: 'visa', country: 'FR' },
  pm_card_ch: { number: '4000007560000009', brand: 'visa', country: 'CH' },
  pm_card_jp: { number: '4000003920000003', brand: 'visa', country: 'JP' },
  pm_card_threeDSecure2Required: { number: '4000000000003220', brand: 'visa', needsAuthentication: true },
  pm_card_threeDSecureRequired: { number: '4000000000003063', brand: 'visa', needsAuthentication: true },
  pm_card_authenticationRequired: {
    number: '4000002760003184',
    brand: 'visa',
    country: 'FR',
    needsAuthentication: true,
  },
  pm_card_threeDSecureRequiredChargeDeclined: {
    number: '4000008400001629',
    brand: 'visa',
    needsAuthentication: true,
    ...declined('generic_decline'),
  },
  pm_card_visa_chargeDeclined: { number: '4000000000000002', brand: 'visa', ...declined('generic_decline') },
  pm_card_visa_chargeDeclinedInsufficientFunds: {
    number: '4000000000009995',
    brand: 'visa',
    ...declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  pm_card_visa_chargeDeclinedLostCard: { number: '4000000000009987', brand: 'visa', ...declined('lost_card') },
  pm_card_visa_chargeDeclinedStolenCard: { number: '4000000000009979', brand: 'visa', ...declined('stolen_card') },
  pm_card_chargeDeclinedExpiredCard: {
    number: '4000000000000069',
    brand: 'visa',
    declines: { code: 'expired_card', message: 'Your card has expired.' },
  },
  pm_card_chargeDeclinedIncorrectCvc: {
    number: '4000000000000127',
    brand: 'visa',
    declines: { code: 'incorrect_cvc', message: "Your card's security code is incorrect." },
  },
  pm_card_chargeDeclinedProcessingError: {
    number: '4000000000000119',
    brand: 'visa',
    declines: {
      code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  },
};

/** The test card with this number. */
export function cardOf(number: string): TestCard | undefined {
  return Object.values(testCards).find((card) => card.number === number);
}
