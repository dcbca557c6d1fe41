import type { IncomingMessage } from 'node:http';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { unknownToken } from './errors.ts';

/** What a client may do in addition to reading published documents. */
export interface Access {
  mayReadDrafts: boolean;
  mayWrite: boolean;
}

/** The known tokens of editors and of viewers. */
export interface Tokens {
  write: string[];
  read: string[];
}

/** The access of a request by its bearer token; anonymous without one. Throws a SanityError (401) for an unknown token. */
export function accessOf(request: IncomingMessage, tokens: Tokens): Access {
  const header = request.headers.authorization;
  if (!header) return { mayReadDrafts: false, mayWrite: false };
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  const isOneOf = (known: string[]) => known.some((one) => timingSafeEqualText(token, one));
  if (isOneOf(tokens.write)) return { mayReadDrafts: true, mayWrite: true };
  if (isOneOf(tokens.read)) return { mayReadDrafts: true, mayWrite: false };
  throw unknownToken();
}
