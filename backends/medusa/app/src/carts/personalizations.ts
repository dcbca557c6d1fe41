import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { z } from '@medusajs/framework/zod';

/** A text that buyers may give for a product, or must. The metadata of the product lists them as `personalizations`. */
const Personalization = z.object({
  key: z.string().regex(/^\w{1,50}$/),
  label: z.string().min(1),
  maxLength: z.number().int().min(1).max(500),
  allowedCharacters: z.string().refine(isCharacterClass).nullish(),
  isRequired: z.boolean().default(false),
});
export type Personalization = z.infer<typeof Personalization>;

/** What the products of variants offer, by the id of the variant; variants without personalizations are missing. One query. */
export async function personalizationsOf(
  container: MedusaContainer,
  variantIds: readonly string[],
): Promise<Map<string, Personalization[]>> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select variant.id, product.metadata -> 'personalizations' as offered
     from product_variant as variant join product on product.id = variant.product_id
     where variant.id = any(?) and product.metadata -> 'personalizations' is not null`,
    [[...new Set(variantIds)]],
  );
  return new Map((rows as { id: string; offered: unknown }[]).map(({ id, offered }) => [id, readOffered(offered)]));
}

/** The valid ones of a list. An administrator writes it, so that one wrong entry must not close the shop. */
function readOffered(offered: unknown): Personalization[] {
  if (!Array.isArray(offered)) return [];
  return offered.flatMap((entry) => Personalization.safeParse(entry).data ?? []);
}

function isCharacterClass(content: string): boolean {
  try {
    return new RegExp(`[${content}]`, 'u').source !== '';
  } catch {
    return false;
  }
}
