import type { Environment } from './environment.ts';
import type { Visitor } from './visitor.ts';

interface SigningKey {
  id: string;
  key: CryptoKey;
}

/** The signing key of this isolate and the setting that it is from. */
let cached: { setting: string; key: Promise<SigningKey> } | undefined;

/**
 * The header `x-axiom-context`: `v1.<key id>.<payload>.<mac>`. The payload is JSON in base64url; `issued` is in seconds
 * since 1970. The MAC is HMAC-SHA-256 over all that is before it. The gateway accepts it for a minute.
 */
export async function signContext(visitor: Visitor, { CONTEXT_KEYS }: Environment): Promise<string> {
  if (cached?.setting !== CONTEXT_KEYS) cached = { setting: CONTEXT_KEYS, key: importKey(CONTEXT_KEYS) };
  const { id, key } = await cached.key;
  const { country, currency, language, position } = visitor;
  const payload = { issued: Math.floor(Date.now() / 1_000), country, currency, language, ...position };
  const claims = `v1.${id}.${toBase64Url(new TextEncoder().encode(JSON.stringify(payload)))}`;
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(claims));
  return `${claims}.${toBase64Url(new Uint8Array(mac))}`;
}

async function importKey(setting: string): Promise<SigningKey> {
  const [, id, hex] = /^\s*([\w-]{1,32}):([0-9a-f]{64})\s*(?:,|$)/.exec(setting) ?? [];
  if (!id || !hex) throw new Error('CONTEXT_KEYS must begin with `<id>:<64 hexadecimal digits>`.');
  const bytes = Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));
  return { id, key: await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']) };
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
