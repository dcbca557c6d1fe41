import { z } from 'zod';
import type { MaterialVariant } from './result.ts';

/** At most this many product variants of one material variant. */
const mostIds = 50;

/**
 * The part of the JSON with the variants (KHR_materials_variants). `extras` may have anything; we read `productVariants` there,
 * a list of ids.
 */
const shape = z.looseObject({
  extensions: z.looseObject({
    KHR_materials_variants: z.looseObject({
      variants: z.array(
        z.looseObject({
          name: z.string().max(200),
          extras: z
            .looseObject({ productVariants: z.array(z.string().max(100)).max(mostIds).optional() })
            .optional()
            .catch(undefined),
        }),
      ),
    }),
  }),
});

/** The material variants of a file, at most 100; empty when it has none. */
export function variantsOf(json: unknown): MaterialVariant[] {
  const found = shape.safeParse(json).data?.extensions.KHR_materials_variants.variants ?? [];
  return found
    .slice(0, 100)
    .map(({ name, extras }) => ({ name, productVariantIds: [...new Set(extras?.productVariants ?? [])] }));
}
