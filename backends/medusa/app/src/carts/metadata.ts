import { z } from '@medusajs/framework/zod';
import { type InvalidPart, refuseParts } from './invalid-parts';
import { type Problem, readText } from './texts';

/** The most characters of a note for the warehouse, and of a message in a gift. */
const limits = { note: 1_000, message: 500 };

/** How an order is packed as a gift. */
export interface Gift {
  message: string | null;
  is_wrapped: boolean;
  hide_prices: boolean;
}

const GiftInput = z
  .object({ message: z.string().nullish(), is_wrapped: z.boolean().nullish(), hide_prices: z.boolean().nullish() })
  .strict()
  .or(z.literal(''))
  .nullable();

/** Metadata of a cart. An order gets those of its cart. */
export interface CartMetadata extends Record<string, unknown> {
  /**
   * The customer whose cart it is. Medusa's own `customer_id` may be a customer whose e-mail address a guest has entered.
   * Only `api/cart-owner.ts` writes it.
   */
  owner?: string;
  /** The buyer's note to the warehouse. */
  note?: string;
  gift?: Gift;
  /** The language of the last change: see `language.ts`. */
  language?: string;
  /** The cart that it was merged into. */
  merged_into?: string;
  /** What the merge did not take over, for a client that did not get the response. */
  left_out?: object;
  /** When it expired. */
  expired_at?: string;
}

/** Keys that only this application writes. */
const ownKeys = ['owner', 'language', 'merged_into', 'left_out', 'expired_at', 'cancellation'];

/**
 * The metadata that a client sends for a cart, without the keys of the application, and with a valid `note` and `gift`; an
 * empty text removes the key. Throws INVALID_DATA with the path of each wrong value.
 */
export function readCartMetadata(sent: Record<string, unknown>): Record<string, unknown> {
  const metadata = Object.fromEntries(Object.entries(sent).filter(([key]) => !ownKeys.includes(key)));
  const invalid: InvalidPart[] = [];
  const read = (value: unknown, maxLength: number, ...field: string[]): string => {
    const text: string | Problem =
      typeof value === 'string' ? readText(value, { maxLength, isMultiline: true }) : { problem: 'Must be a text.' };
    if (typeof text === 'string') return text;
    invalid.push({ code: 'INVALID', field: ['metadata', ...field], message: text.problem, reason: text.reason });
    return '';
  };
  if ('note' in metadata) metadata.note = read(metadata.note ?? '', limits.note, 'note');
  if ('gift' in metadata) {
    const { success, data } = GiftInput.safeParse(metadata.gift);
    if (!success) {
      const message = 'A gift has `message`, `is_wrapped` and `hide_prices`.';
      invalid.push({ code: 'INVALID', field: ['metadata', 'gift'], message });
    }
    metadata.gift = data ? toGift(data, read) : '';
  }
  refuseParts(invalid);
  return metadata;
}

function toGift(
  { message, is_wrapped, hide_prices }: Exclude<z.infer<typeof GiftInput>, '' | null>,
  read: (value: unknown, maxLength: number, ...field: string[]) => string,
): Gift {
  return {
    message: read(message ?? '', limits.message, 'gift', 'message') || null,
    is_wrapped: is_wrapped ?? false,
    hide_prices: hide_prices ?? false,
  };
}
