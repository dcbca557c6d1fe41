import type { PartnerKeyCreateInput } from '#generated/identity.ts';
import { readName } from '../names.ts';
import { type IdentityRefusal, refuse } from '../results.ts';

/** A key to create; it expires after one year by default. */
export type NewKey = Required<Omit<PartnerKeyCreateInput, 'expiresAt'>> & Pick<PartnerKeyCreateInput, 'expiresAt'>;

/** Refuses an invalid key; undefined for a valid one. */
export function refuseInvalidKey({ name, scopes, allowedOrigins, expiresAt }: NewKey): IdentityRefusal | undefined {
  if (!readName(name, 100)) return refuse('INVALID', 'The name must have 1 to 100 characters.', ['input', 'name']);
  const wrongScope = scopes.findIndex((scope) => !keyScopes.includes(scope));
  if (wrongScope >= 0) {
    return refuse('INVALID', `The scopes of keys are ${keyScopes.join(', ')}.`, [
      'input',
      'scopes',
      String(wrongScope),
    ]);
  }
  if (allowedOrigins.length > maxOrigins) {
    return refuse('INVALID', `A key has at most ${maxOrigins} origins.`, ['input', 'allowedOrigins']);
  }
  const wrongOrigin = allowedOrigins.findIndex((origin) => !isOrigin(origin));
  if (wrongOrigin >= 0) {
    const message = 'An origin is scheme, host and optional port, as in https://shop.example; no path, no `*`.';
    return refuse('INVALID', message, ['input', 'allowedOrigins', String(wrongOrigin)]);
  }
  if (expiresAt && (expiresAt <= new Date() || expiresAt > inYears(2))) {
    return refuse('INVALID', 'The expiry must be in the future and within 2 years.', ['input', 'expiresAt']);
  }
  return undefined;
}

/** Whether a text is a secure origin, whose traffic others cannot read or alter: https, or http on the loopback interface. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const isSecure = protocol === 'https:' || (protocol === 'http:' && loopbackHosts.includes(hostname));
  return text === origin && isSecure && !hostname.includes('*');
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

function inYears(years: number): Date {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date;
}

/** The scopes that keys can have. */
const keyScopes = ['carbon:read', 'suppliers:read', 'webhooks:read'];

const maxOrigins = 20;
