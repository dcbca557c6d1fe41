import { z } from 'zod';

/**
 * The origins whose ceremonies a passkey may be used in, separated by commas: those of pages (`https://axiom.example`; apps
 * of iOS show the one of the passkey's domain) and those of Android apps, `android:apk-key-hash:` and the SHA-256 of the
 * certificate that signs the app, in base64url.
 */
export const relyingPartyOrigins = z
  .string()
  .default('http://localhost:4000')
  .transform((list) => list.split(',').map((origin) => origin.trim()))
  .refine(
    (origins) => origins.every((origin) => isPageOrigin(origin) || isAndroidOrigin(origin)),
    'must be origins such as https://axiom.example or android:apk-key-hash:<SHA-256 in base64url>, separated by commas',
  );

/** Whether an origin is one of web pages. */
export function isPageOrigin(origin: string): boolean {
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

function isAndroidOrigin(origin: string): boolean {
  const hash = /^android:apk-key-hash:([\w-]{43})$/.exec(origin)?.[1];
  // The last character has two unused bits: another spelling of the same hash would never match an app's.
  return hash !== undefined && Buffer.from(hash, 'base64url').toString('base64url') === hash;
}
