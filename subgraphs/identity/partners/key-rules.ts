import type { PartnerKeyCreateInput } from '#generated/identity.ts';
import { type Fault, fault } from '../faults.ts';
import { readName } from '../names.ts';

/** A key to be made; it stops in a year unless it says when. */
export type NewKey = Required<Omit<PartnerKeyCreateInput, 'expiresAt'>> & Pick<PartnerKeyCreateInput, 'expiresAt'>;

/** Why no key is made of this; undefined where one can be. */
export function faultInKey({ name, scopes, allowedOrigins, expiresAt }: NewKey): Fault | undefined {
  if (!readName(name, 100)) return fault('INVALID', 'A name has 1 to 100 characters.', ['input', 'name']);
  const wrongScope = scopes.findIndex((scope) => !known.includes(scope));
  if (wrongScope >= 0) {
    return fault('INVALID', `The scopes of keys are ${known.join(', ')}.`, ['input', 'scopes', String(wrongScope)]);
  }
  if (allowedOrigins.length > mostOrigins) {
    return fault('INVALID', `A key has ${mostOrigins} origins at most.`, ['input', 'allowedOrigins']);
  }
  const wrongOrigin = allowedOrigins.findIndex((origin) => !isOrigin(origin));
  if (wrongOrigin >= 0) {
    const message = 'Origins are such as https://shop.example, without a path or `*`.';
    return fault('INVALID', message, ['input', 'allowedOrigins', String(wrongOrigin)]);
  }
  if (expiresAt && (expiresAt <= new Date() || expiresAt > inYears(2))) {
    return fault('INVALID', 'A key stops in the future, and within 2 years.', ['input', 'expiresAt']);
  }
  return undefined;
}

/** Whether a text is the origin of a page whose traffic nobody else can read or alter: of https, or of the reader's own machine. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const isPrivate = protocol === 'https:' || (protocol === 'http:' && local.includes(hostname));
  return text === origin && isPrivate && !hostname.includes('*');
}

const local = ['localhost', '127.0.0.1', '[::1]'];

function inYears(years: number): Date {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date;
}

/** What keys may be used for. */
const known = ['carbon:read', 'suppliers:read', 'webhooks:read'];

const mostOrigins = 20;
