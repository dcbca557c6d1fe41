import { z } from 'zod';

/**
 * The origins that may use passkeys, separated by commas: web pages (`https://axiom.example`; iOS apps send the origin
 * of the passkey's domain) and Android apps (`android:apk-key-hash:` and the SHA-256 of the signing certificate in
 * base64url).
 */
export const relyingPartyOrigins = z
  .string()
  .default('http://localhost:4000')
  .transform((list) => list.split(',').map((origin) => origin.trim()))
  .refine(
    (origins) => origins.every((origin) => isPageOrigin(origin) || isAndroidOrigin(origin)),
    'must be origins such as https://axiom.example or android:apk-key-hash:<SHA-256 in base64url>, separated by commas',
  );

/** Whether an origin is that of a web page. */
export function isPageOrigin(origin: string): boolean {
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

function isAndroidOrigin(origin: string): boolean {
  const hash = /^android:apk-key-hash:([\w-]{43})$/.exec(origin)?.[1];
  // The two unused bits of the last character must be 0: another spelling of the same hash never matches.
  return hash !== undefined && Buffer.from(hash, 'base64url').toString('base64url') === hash;
}
