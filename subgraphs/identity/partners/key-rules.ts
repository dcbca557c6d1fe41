import type { PartnerKeyCreateInput } from '#generated/identity.ts';
import { readName } from '../names.ts';
import { type IdentityRefusal, refuse } from '../results.ts';

/** A key to create; it expires after one year by default. */
export type NewKey = Required<Omit<PartnerKeyCreateInput, 'expiresAt'>> & Pick<PartnerKeyCreateInput, 'expiresAt'>;

/** Refuses an invalid key; undefined for a valid one. */
export function refuseInvalidKey({ name, scopes, allowedOrigins, expiresAt }: NewKey): IdentityRefusal | undefined {
  if (!readName(name, 100)) return refuse('INVALID', ['lengthInvalid', { least: 1, most: 100 }], ['input', 'name']);
  const wrongScope = scopes.findIndex((scope) => !keyScopes.includes(scope));
  if (wrongScope >= 0) {
    return refuse('INVALID', ['keyScopesInvalid', { scopes: [...keyScopes] }], ['input', 'scopes', String(wrongScope)]);
  }
  if (allowedOrigins.length > maxOrigins) {
    return refuse('INVALID', ['tooManyOrigins', { most: maxOrigins }], ['input', 'allowedOrigins']);
  }
  const wrongOrigin = allowedOrigins.findIndex((origin) => !isOrigin(origin));
  if (wrongOrigin >= 0) {
    return refuse('INVALID', 'originInvalid', ['input', 'allowedOrigins', String(wrongOrigin)]);
  }
  if (expiresAt && (expiresAt <= new Date() || expiresAt > inYears(2))) {
    return refuse('INVALID', 'expiryInvalid', ['input', 'expiresAt']);
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
