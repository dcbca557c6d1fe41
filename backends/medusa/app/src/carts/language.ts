import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from '../database';

/** The locale of the translations in each language of the store; English texts are the objects themselves. */
export const locales = { EN: 'en', FR: 'fr-FR', JA: 'ja-JP', IT: 'it-IT' } as const;

/** A language of the store: ISO 639-1, upper case. */
export type Language = keyof typeof locales;

/** The language with this code; undefined for any other text. */
export function readLanguage(code: string | undefined): Language | undefined {
  return Object.keys(locales).find((language): language is Language => language === code);
}

/**
 * Keeps the language of a cart, which its order inherits. It changes a single key in one statement, so that what others write to
 * the metadata at the same time stays. A cart that is an order already stays as it is.
 */
export async function keepLanguage(container: MedusaContainer, cartId: string, language: Language): Promise<void> {
  await database(container).raw(
    `update cart set metadata = coalesce(metadata, '{}') || jsonb_build_object('language', :language::text)
     where id = :cart and completed_at is null and deleted_at is null and metadata ->> 'language' is distinct from :language`,
    { cart: cartId, language },
  );
}
