import { createHmac } from 'node:crypto';
import { graphError } from '#kit/graph/errors.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';

/** Makes and reads the tokens of links to drafts. */
export interface PreviewTokens {
  /** A token that reads a document until an instant, to the second. */
  sign(documentId: string, expiresAt: Date): string;
  /**
   * The stored id of the document that a token reads. Throws PREVIEW_TOKEN_INVALID for a text that was not signed with one of the keys for this
   * dataset, and PREVIEW_TOKEN_EXPIRED for a token whose time is over.
   */
  read(token: string, now: Date): string;
}

/**
 * Tokens signed with the first of `keys` (HMAC-SHA256, RFC 2104); tokens that were signed with another of them are valid too, so that
 * keys can be exchanged. `dataset` is a part of what is signed: the token of one dataset does not open drafts of another that has the same
 * keys. A token contains the id of the document and its expiry, which are no secrets: the signature keeps others from making one.
 */
export function createPreviewTokens(keys: readonly Uint8Array[], dataset: string): PreviewTokens {
  const signature = (claims: string, key: Uint8Array) =>
    createHmac('sha256', key).update(`axiom preview 1\n${dataset}\n${claims}`).digest('base64url');
  const [first] = keys;
  if (!first) throw new Error('Tokens of previews need a signing key.');
  return {
    sign(documentId, expiresAt) {
      const claims = encoded([documentId, Math.floor(expiresAt.getTime() / 1_000)]);
      return `${claims}.${signature(claims, first)}`;
    },
    read(token, now) {
      const [, claims = '', given = ''] = /^([\w-]{1,2000})\.([\w-]{43})$/.exec(token) ?? [];
      // All keys are tried, so that the time does not say which one fits.
      const valid = keys.map((key) => timingSafeEqualText(given, signature(claims, key)));
      if (!valid.includes(true)) {
        throw graphError('PREVIEW_TOKEN_INVALID', 'This is not a token of a preview.', { argument: 'token' });
      }
      const [documentId, expiresAt] = JSON.parse(Buffer.from(claims, 'base64url').toString()) as [string, number];
      if (expiresAt * 1_000 <= now.getTime()) {
        throw graphError('PREVIEW_TOKEN_EXPIRED', 'The preview has expired.', { argument: 'token' });
      }
      return documentId;
    },
  };
}

function encoded(claims: [documentId: string, expiresAt: number]): string {
  return Buffer.from(JSON.stringify(claims)).toString('base64url');
}
