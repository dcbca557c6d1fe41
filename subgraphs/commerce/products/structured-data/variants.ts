import type { StructuredData } from '#kit/graph/structured-data/json-ld.ts';
import type { ProductRow } from '../../rows.ts';
import type { Picture } from '../presentation-rows.ts';
import { numbersOf, type OfferTerms, offerOf, pricedOf } from './offers.ts';

/** The most variants of one product. */
const mostVariants = 100;

/** The properties of schema.org by which search engines compare variants, and the English names of options that are one. */
const properties: Record<string, RegExp> = {
  color: /^colou?r$/i,
  size: /^size$/i,
  material: /^material$/i,
  pattern: /^pattern$/i,
};

/**
 * What makes a product with several variants a `ProductGroup`: by which properties they differ, and each variant with a price in the market as
 * a `Product` with its offer. Search engines show prices and stock of an `Offer` only, and not of the members of an `AggregateOffer`.
 */
export function variantsOf(
  product: ProductRow,
  terms: OfferTerms & { addresses: { picture(picture: Picture): string } },
): StructuredData {
  const { title, images, options } = product;
  const propertyOf = new Map(options.map(({ name, key }) => [name, propertyNamed(key)]));
  const varied = [...new Set(options.flatMap(({ name }) => propertyOf.get(name) ?? []))];
  const variants = pricedOf(product).slice(0, mostVariants);
  return {
    variesBy: varied.length > 0 ? varied.map((property) => `https://schema.org/${property}`) : null,
    hasVariant: variants.map((variant) => {
      const picture = variant.image ?? images[0];
      const selected = variant.selectedOptions.flatMap(({ name, value }) => {
        const property = propertyOf.get(name);
        return property ? [[property, value]] : [];
      });
      return {
        '@type': 'Product',
        name: `${title} – ${variant.title}`,
        ...numbersOf(variant),
        ...Object.fromEntries(selected),
        image: picture ? [terms.addresses.picture(picture)] : null,
        offers: offerOf(variant, product, terms),
      };
    }),
  };
}

function propertyNamed(key: string): string | undefined {
  return Object.keys(properties).find((property) => properties[property]?.test(key));
}
