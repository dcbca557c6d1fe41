import { preOrderField } from '../medusa/fields.ts';
import type { Products } from '../products/products.ts';

/**
 * The last release of the variants that are still to be released; null when there is none. An order with them waits for it. One call
 * for all variants of a request.
 */
export async function lastRelease(
  variantIds: readonly (string | null)[],
  variantById: Products['variantById'],
): Promise<Date | null> {
  const variants = await Promise.all(
    variantIds.map((key) => (key === null ? null : variantById.load({ key, fields: [preOrderField] }))),
  );
  const releases = variants.flatMap((variant) => variant?.preOrder?.releasesAt ?? []);
  return releases.reduce<Date | null>((last, release) => (last && last > release ? last : release), null);
}
