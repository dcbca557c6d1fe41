import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { unknownToken } from './errors.ts';

/** Who asks, and what they may do beside reading what is published. */
export interface Access {
  /** As GROQ's `identity()` tells it. */
  identity: string;
  mayReadDrafts: boolean;
  mayWrite: boolean;
}

/** The tokens that the lake knows: those of editors and of viewers. */
export interface Tokens {
  write: string[];
  read: string[];
}

/** What a request may do, by its bearer token; none makes it anonymous. Throws a Refusal (401) for an unknown token. */
export function accessOf(request: IncomingMessage, tokens: Tokens): Access {
  const header = request.headers.authorization;
  if (!header) return { identity: '<anonymous>', mayReadDrafts: false, mayWrite: false };
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  if (isOneOf(token, tokens.write)) return { identity: 'editor', mayReadDrafts: true, mayWrite: true };
  if (isOneOf(token, tokens.read)) return { identity: 'viewer', mayReadDrafts: true, mayWrite: false };
  throw unknownToken();
}

function isOneOf(given: string, known: string[]): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return known.some((token) => timingSafeEqual(digest(given), digest(token)));
}
