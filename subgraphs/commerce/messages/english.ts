import type { CartErrorCode } from '#generated/commerce.ts';
import type { MessageTexts, MoneyValue } from '#kit/graph/languages/messages.ts';

interface Most {
  most: number;
}
interface Title {
  title: string;
}

/** The messages of errors and warnings in English; the other languages have the same keys. */
export const english = {
  INVALID: 'A value is outside its limits.',
  CART_NOT_FOUND: 'There is no such cart.',
  CART_EXPIRED: 'The cart has expired. Create another.',
  CART_COMPLETED: 'The cart is an order already.',
  CART_BUSY: 'Another change of the cart is in progress; try again.',
  CART_EMPTY: 'The cart is empty.',
  LINE_NOT_FOUND: 'The cart has no such line.',
  VARIANT_NOT_FOUND: 'The variant is not sold in the cart’s market.',
  ATTRIBUTE_UNKNOWN: 'The product does not offer this attribute.',
  ATTRIBUTE_REQUIRED: 'The product requires an attribute.',
  OUT_OF_STOCK: 'There are not that many pieces left.',
  PURCHASE_LIMIT_EXCEEDED: 'One buyer may not order that many pieces of the product.',
  REGION_UNSUPPORTED: 'The country is not in the cart’s region.',
  DISCOUNT_NOT_APPLICABLE: 'The discount code is unknown or does not apply to this cart.',
  SHIPPING_UNAVAILABLE: 'The shipping option is not available for the cart.',
  DELIVERY_RESTRICTED: 'A product may not be delivered to the cart’s country.',
  PICKUP_UNAVAILABLE: 'The store does not have all lines of the cart.',
  SHIPPING_REQUIRED: 'Choose a shipping option.',
  ADDRESS_REQUIRED: 'Set a shipping address.',
  EMAIL_REQUIRED: 'Set an e-mail address.',
  PAYMENT_REQUIRED: 'Start a payment. A payment that was started before the cart changed is not valid.',
  PAYMENT_DECLINED: 'The payment was declined.',
  PAYMENT_IN_PROGRESS: 'A payment of the cart was started.',
  PAYMENT_ACTION_REQUIRED: 'The buyer has not paid yet: see the action of the payment.',
  PAYMENT_PENDING: 'The payment provider has not confirmed the payment yet.',
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used before with other arguments.',
  IDEMPOTENCY_IN_PROGRESS: 'A request with this idempotency key is still in progress.',

  countryUnsupported: 'AXIOM does not sell in this country.',
  lineCountInvalid: ({ most }: Most, { number }) => `Send 1 to ${number(most)} lines.`,
  tooManyLines: ({ most }: Most, { number }) => `A cart has ${number(most)} lines at most.`,
  quantityInvalid: ({ least, most }: { least: number; most: number }, { number }) =>
    `A quantity is from ${number(least)} to ${number(most)}.`,
  tooManyCodes: ({ most }: Most, { number }) => `A cart has ${number(most)} codes at most.`,
  codeInvalid: 'A code has 1 to 100 characters.',
  emailInvalid: 'This is not an e-mail address.',
  addressIncomplete: 'The shipping address is incomplete: the carrier requires more fields.',
  idempotencyKeyInvalid: 'A key has 8 to 128 printable ASCII characters.',
  piecesLeft: ({ left }: { left: number }, { number }) => `Pieces left: ${number(left)}.`,
  purchaseLimit: ({ left }: { left: number }, { number }) => `The cart may contain ${number(left)} of the product.`,
  variantRestricted: ({ variantId, country }: { variantId: string; country: string }, write) =>
    `${variantId} may not be delivered to ${write.country(country)}.`,
  providerUnavailable: 'The payment provider is not available in the region of the cart.',

  attributeUnknown: ({ key }: { key: string }) => `The product does not offer the attribute “${key}”.`,
  attributeRequired: ({ key }: { key: string }) => `The product requires the attribute “${key}”.`,
  attributeTwice: 'The key occurs twice.',
  controlCharacters: 'Must not contain control characters.',
  lineBreaks: 'Must not contain control characters or line breaks.',
  tooLong: ({ most }: Most, { number, plural }) =>
    `Must have at most ${number(most)} ${plural(most, { one: 'character', other: 'characters' })}.`,
  characters: ({ allowed }: { allowed: string }) => `Must consist of the characters [${allowed}].`,

  orderNotFound: 'There is no such order.',
  orderShipped: 'The order, or a part of it, has left the warehouse. It can be returned after delivery.',
  orderLineNotFound: 'The order has no such line.',
  lineNotReturnable: 'That many pieces of the line cannot be returned.',
  returnNotFound: 'The order has no such return.',
  returnReceived: 'The pieces have been received, so the return cannot be canceled.',
  orderBusy: 'Another change of the order is in progress; try again.',
  lineTwice: 'Send each line once.',
  quantityTooSmall: 'A quantity is 1 or more.',
  returnableNow: ({ left }: { left: number }, { number }) => `At most ${number(left)} can be returned now.`,
  notShipped: 'The line has not left the warehouse. Cancel the order instead.',
  personalized: 'Pieces that were made for one buyer cannot be returned.',
  windowClosed: 'The time for a return has ended.',
  returned: 'All pieces of the line are returned, or on their way back.',
  orderCanceled: 'The order is canceled.',
  textInvalid: ({ most }: Most, { number }) =>
    `A text has ${number(most)} characters at most, and no control characters.`,

  countryUnknown: 'There is no such country.',
  postalCodeInvalid: 'This is not a postal code of the country.',
  provinceInvalid: 'This is not a state or province of the country.',
  phoneInvalid: 'This is not a telephone number.',
  lengthInvalid: ({ most }: Most, { number }) => `Must have 1 to ${number(most)} characters.`,
  tooManyAddresses: ({ most }: Most, { number }) => `An address book has ${number(most)} addresses at most.`,
  addressNotFound: 'The address book has no such address.',

  freeShippingNotReached: ({ missing }: { missing: MoneyValue }, { money }) =>
    `Delivery is free when lines of ${money(missing)} are added.`,
  noLongerSold: ({ title }: Title) => `${title} is no longer sold.`,
  priceChanged: ({ title, price }: Title & { price: MoneyValue }, { money }) =>
    `${title} now costs ${money(price)} a piece.`,
  stockShort: ({ title, left }: Title & { left: number }, { number }) => `${title}: ${number(left)} left.`,
  titleRestricted: ({ title, country }: Title & { country: string }, write) =>
    `${title} may not be delivered to ${write.country(country)}.`,
} as const satisfies MessageTexts & Record<CartErrorCode, string>;
