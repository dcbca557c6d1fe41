import { createHmac } from 'node:crypto';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { derivedKey } from '../derived-keys.ts';

/** A kind of mail that its reader can turn off, and whose. */
export interface Subscription {
  list: 'MARKETING' | 'STOCK' | 'WISHLIST';
  /** The account's id; for `STOCK` the pseudonym of the address. */
  owner: string;
}

/**
 * The tokens of unsubscribe links. A token is signed instead of stored: it works in old mail too, and it cannot be guessed.
 * It only ever ends mail, so it does not expire.
 */
export type UnsubscribeTokens = ReturnType<typeof createUnsubscribeTokens>;

export function createUnsubscribeTokens(secret: Uint8Array) {
  const key = derivedKey(secret, 'unsubscribe');
  const macOf = (text: string) => createHmac('sha256', key).update(text).digest('base64url').slice(0, 32);
  return {
    sign: ({ list, owner }: Subscription): string => {
      const text = Buffer.from(`${list} ${owner}`).toString('base64url');
      return `${text}.${macOf(text)}`;
    },
    /** What a token turns off; undefined for any other text. */
    read: (token: string): Subscription | undefined => {
      const [text = '', mac = '', ...rest] = token.split('.');
      if (rest.length > 0 || !timingSafeEqualText(mac, macOf(text))) return undefined;
      const [list, owner] = Buffer.from(text, 'base64url').toString().split(' ');
      return { list, owner } as Subscription;
    },
  };
}
