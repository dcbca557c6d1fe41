import { randomBytes } from 'node:crypto';

/** The header that carries the token of a device on which somebody has signed in before. */
export const deviceHeader = 'x-axiom-device';

/** What such a token looks like: 32 random bytes. */
export const deviceTokenForm = /^axd_[\w-]{43}$/;

/** Another such token. */
export const makeDeviceToken = () => `axd_${randomBytes(32).toString('base64url')}`;
