import { randomBytes } from 'node:crypto';

/** The header with the token of a device on which someone has signed in before. */
export const deviceHeader = 'x-axiom-device';

/** The form of a device token: 32 random bytes. */
export const deviceTokenForm = /^axd_[\w-]{43}$/;

/** A new device token. */
export const makeDeviceToken = () => `axd_${randomBytes(32).toString('base64url')}`;
