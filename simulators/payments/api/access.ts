import type { IncomingMessage } from 'node:http';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { StripeError } from './errors.ts';

/** Who calls: the shop with its secret key, or a browser or app with the publishable key. */
export type Caller = 'secret' | 'publishable';

/** The caller by the key of the request: a bearer token or the user of Basic authentication. Throws 401. */
export function callerOf(request: IncomingMessage, keys: Record<Caller, string>): Caller {
  const key = keyOf(request.headers.authorization ?? '');
  if (!key)
    throw unauthorized('You did not provide an API key. You need to provide your API key in the Authorization header.');
  if (timingSafeEqualText(key, keys.secret)) return 'secret';
  if (timingSafeEqualText(key, keys.publishable)) return 'publishable';
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}****`);
}

/** Refuses a publishable key where the API needs the secret one. */
export function needSecret(caller: Caller): void {
  if (caller === 'secret') return;
  throw new StripeError(403, {
    type: 'invalid_request_error',
    code: 'secret_key_required',
    message: 'This API call cannot be made with a publishable API key. Please use a secret API key.',
  });
}

function keyOf(authorization: string): string {
  const [, scheme = '', value = ''] = /^(\w+) (.+)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
}

function unauthorized(message: string): StripeError {
  return new StripeError(401, { type: 'invalid_request_error', message });
}
