import type { MessageTexts } from '#kit/graph/languages/messages.ts';

/** The texts of mails about accounts and notices in English, which has the keys and values of the other languages. */
export const english = {
  ignore: 'If you did not request this, ignore this e-mail. Nothing has changed.',
  linkDay: 'The link works once, within 24 hours.',

  confirmSubject: ({ brand }: Brand) => `Confirm your e-mail address for ${brand}`,
  confirmAddress: 'Confirm this address',
  signedUp: ({ brand }: Brand) => `Someone used this e-mail address to sign up at ${brand}.`,
  signUpConfirm:
    'If it was you, confirm the address with the password that you chose. The link works once, within 24 hours.',
  signUpIgnore: 'If it was not you, ignore this e-mail. No account is created.',
  knownSubject: ({ brand }: Brand) => `You already have an account at ${brand}`,
  knownTried: ({ brand }: Brand) =>
    `Someone tried to sign up at ${brand} with this e-mail address, which already has an account.`,
  knownSignIn: 'If it was you, sign in. If you have forgotten your password, reset it.',
  verifyAddress:
    'Confirm that this e-mail address is yours. Orders that you placed with it as a guest then appear in your account.',

  resetSubject: ({ brand }: Brand) => `Reset your password for ${brand}`,
  resetRequested: ({ brand }: Brand) => `Someone requested a new password for your account at ${brand}.`,
  resetChoose:
    'If it was you, choose a new password. The link works once, within 30 minutes. A newer link replaces it.',
  choosePassword: 'Choose a new password',
  resetPassword: 'Reset the password',
  resetIgnore: 'If it was not you, ignore this e-mail. Your password has not changed.',
  unknownSubject: ({ brand }: Brand) => `There is no account at ${brand} with this address`,
  unknownRequested: ({ brand }: Brand) =>
    `Someone requested a new password at ${brand}, but no account has this e-mail address.`,
  unknownElse: 'If it was you, you may have signed up with another address, or with a passkey.',

  deletedSubject: ({ brand }: Brand) => `Your account at ${brand} was deleted`,
  deletedData:
    'Your account and your data were deleted. Orders and their invoices are kept as long as the law requires.',
  deletedLast: 'This is the last e-mail about the account.',
  deletedHow: 'A deletion requires the password or a passkey of the account. It cannot be undone.',

  noticeSubject: ({ subject, brand }: Brand & { subject: string }) => `${subject} at ${brand}`,
  noticeEvent: ({ event, at, place }: { event: string; at: string; place: string }, { time }) =>
    `${event} It happened at ${time(at)}, from ${place}.`,
  unknownDevice: 'an unknown device',
  noticeFine: 'If it was you, you do not need to do anything.',
  notMe: 'It was not me: reset the password',
  notMeCustomer:
    'If it was not you, reset your password immediately. This ends all sessions. Then check your passkeys and remove those that are not yours.',
  notMeCurator:
    'If it was not you, inform a curator who administers other curators immediately: they can end your sessions.',

  newDeviceSubject: 'A new device signed in',
  newDevice: 'Someone signed in to your account from a new device.',
  passwordChangedSubject: 'Your password was changed',
  passwordChanged: 'The password of your account was changed.',
  passkeyAddedSubject: 'A passkey was added',
  passkeyAdded: 'A passkey was added to your account.',
  passkeyRemovedSubject: 'A passkey was removed',
  passkeyRemoved: 'A passkey was removed from your account.',
  recoveryCodesMadeSubject: 'New recovery codes were created',
  recoveryCodesMade: 'New recovery codes were created for your account. The previous codes no longer work.',
  recoveryCodeUsedSubject: 'A recovery code was used',
  recoveryCodeUsed: 'Someone signed in to your account with a recovery code. All other sessions were ended.',
  dataExportedSubject: 'Your data was exported',
  dataExported: 'Someone exported the data of your account.',

  stockConfirmSubject: ({ brand }: Brand) => `Confirm your request at ${brand}`,
  stockConfirm: ({ title }: Item) =>
    `Someone asked to be sent an e-mail to this address when “${title}” is back in stock.`,
  stockConfirmLink: 'If it was you, confirm it. The link works once, within 24 hours.',
  confirmRequest: 'Confirm the request',
  stockConfirmIgnore: 'If it was not you, ignore this e-mail. You will receive no other.',
  backInStock: ({ title }: Item) => `Back in stock: ${title}`,
  backInStockFor: ({ title, price }: Item & { price: string }) => `Back in stock: ${title}, ${price}`,
  backInStockAt: ({ title, brand }: Item & Brand) =>
    `“${title}” is back in stock at ${brand}. The quantity is limited, and nothing is reserved for you.`,
  seeProduct: 'See the product',
  stockBackWhy: 'You receive this e-mail once, because you asked for it.',

  reduced: ({ title, price }: Item & { price: string }) => `Reduced: ${title}, ${price}`,
  reducedFrom: ({ title, price, before }: Item & { price: string; before: string }) =>
    `Reduced: ${title}, ${price} instead of ${before}`,
  wishlistSubject: ({ count }: { count: number }, { number }) => `News of ${number(count)} items in your wishlist`,
  wishlistWhy: 'You receive this e-mail because you asked for notices about items in your wishlist.',

  marketingSubject: ({ brand }: Brand) => `You receive news of ${brand}`,
  marketingAgreed: ({ brand }: Brand) =>
    `You agreed to receive news of ${brand} by e-mail. You can withdraw at any time.`,
  marketingNotMe: 'If it was not you, withdraw with the link below, and check the sessions of your account.',
} as const satisfies MessageTexts;

/** The name of the shop. */
interface Brand {
  brand: string;
}

/** The name of a product. */
interface Item {
  title: string;
}
