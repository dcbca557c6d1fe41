import type { MessageTexts } from '#kit/graph/languages/messages.ts';

/** The messages of user errors in English; the other languages have the same keys. */
export const english = {
  notAccepted: 'This was not accepted. Try again.',
  currentPasswordWrong: 'The current password is wrong.',
  signUpPasswordWrong: 'The password is not that of the sign-up.',
  accountPasswordWrong: 'The password is not that of the account.',
  signUpPasswordRequired: 'This link completes a sign-up. Send the password of the sign-up.',
  accountPasswordRequired: 'Sign in to the account, or send its password.',
  passwordTooCommon: 'This password is common and easy to guess.',
  emailInvalid: 'This is not a valid e-mail address.',
  emailNotVerified: 'The account needs a verified e-mail address.',
  emailMissing: 'This account has no e-mail address.',
  emailTaken: 'This e-mail address already has an account. Sign in, or reset the password.',
  lengthInvalid: ({ least, most }: { least: number; most: number }, { number }) =>
    `Must have ${number(least)} to ${number(most)} characters.`,

  noSuchPasskey: 'There is no such passkey.',
  noSuchSession: 'There is no such session.',
  lastPasskey: 'The last passkey cannot be revoked while the account has no unused recovery codes.',
  recoveryCooldown: 'Passkeys older than a recovery cannot be revoked for 24 hours after it.',
  tooManyPasskeys: ({ most }: { most: number }, { number }) => `An account has at most ${number(most)} passkeys.`,

  noSuchProduct: 'There is no such product.',
  noSuchVariant: 'There is no such variant.',
  noVariantOfProduct: 'The product has no such variant.',
  noSuchWishlistItem: 'The wishlist has no such item.',
  tooManyWishlistItems: ({ most }: { most: number }, { number }) => `A wishlist has at most ${number(most)} items.`,

  textVersionInvalid: 'Must have 1 to 64 letters, digits, dots, hyphens or underscores.',
  sourceReserved: 'Only unsubscribe links have this source.',
  consentChangedTooOften: 'The consent was changed too often.',
  deletionNotConfirmed: 'Must be the id of the customer, to confirm the deletion.',
  openOrders: ({ orders }: { orders: string[] }, { list }) =>
    `These orders are not shipped, or their return is open: ${list(orders)}.`,
  dataTooLarge: 'The data is larger than 4 MB. Contact the shop, which sends it by another way.',

  noSuchPartner: 'There is no such partner.',
  partnerTaken: 'A partner with this name already exists.',
  noSuchKey: 'There is no such key.',
  keyScopesInvalid: ({ scopes }: { scopes: string[] }, { list }) => `The scopes of keys are ${list(scopes)}.`,
  tooManyKeys: ({ most }: { most: number }, { number }) =>
    `A partner has at most ${number(most)} active keys of a mode. Revoke one first.`,
  tooManyOrigins: ({ most }: { most: number }, { number }) => `A key has at most ${number(most)} origins.`,
  originInvalid: 'An origin is scheme, host and optional port, as in https://shop.example; no path, no `*`.',
  expiryInvalid: 'The expiry must be in the future and within 2 years.',
  noSuchEndpoint: 'There is no such endpoint.',
  noSuchDelivery: 'There is no such delivery.',
  endpointOff: 'The endpoint is turned off. Turn it on first.',
  endpointUrlInvalid: 'Must be an https URL on the public Internet, with port 443 or another allowed port.',
  eventTypeRequired: 'Must have at least one event type.',
  tooManyEndpoints: ({ most }: { most: number }, { number }) =>
    `A partner has at most ${number(most)} endpoints. Delete one first.`,

  noSuchCurator: 'There is no such curator.',
  curatorTaken: 'A curator with this e-mail address already exists.',
  ownScopes: 'Curators cannot grant scopes to themselves.',
  lastAdministrator: ({ scope }: { scope: string }) => `At least one curator must keep the scope ${scope}.`,
  curatorScopesInvalid: ({ scopes }: { scopes: string[] }, { list }) => `The scopes of curators are ${list(scopes)}.`,
  ownReset: 'You cannot reset yourself: change your password with the current one.',
  cacheTagInvalid: 'A tag is a kind and an id, such as `product:prod_1`, a list, such as `products`, or `*`.',
  cacheTagCountInvalid: ({ most }: { most: number }, { number }) => `Give 1 to ${number(most)} tags.`,
} as const satisfies MessageTexts;
