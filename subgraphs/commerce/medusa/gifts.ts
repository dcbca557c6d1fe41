import { z } from 'zod';
import type { GiftRow } from '../carts/gift-rows.ts';
import type { Metadata } from './responses.ts';

/** As the Medusa application stores it (`carts/metadata.ts` there). */
const Gift = z.object({ message: z.string().nullable(), is_wrapped: z.boolean(), hide_prices: z.boolean() });

/** The note and the gift options of a cart or an order, from its metadata. */
export function toGiftAndNote(metadata: Metadata | undefined): { note: string | null; gift: GiftRow | null } {
  const gift = Gift.safeParse(metadata?.gift).data;
  return {
    note: typeof metadata?.note === 'string' ? metadata.note : null,
    gift: gift ? { message: gift.message, isWrapped: gift.is_wrapped, hidePrices: gift.hide_prices } : null,
  };
}

/** The metadata for new values; an empty text removes one, and a missing one stays unchanged. */
export function toCartMetadata({ note, gift }: { note?: string | null; gift?: GiftRow | null }) {
  return {
    ...(note !== undefined && { note: note ?? '' }),
    ...(gift !== undefined && {
      gift: gift ? { message: gift.message, is_wrapped: gift.isWrapped, hide_prices: gift.hidePrices } : '',
    }),
  };
}
