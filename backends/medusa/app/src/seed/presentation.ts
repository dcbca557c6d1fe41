import type { MedusaContainer, ProductDTO, ProductOptionDTO } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import type { Option, Product } from './catalogue';

/** Adds the looks of option values, which a workflow cannot create with them. `options` and `made` have the same ids. */
export async function seedSwatches(
  container: MedusaContainer,
  options: (Pick<Option, 'swatches'> & { id: string })[],
  made: Pick<ProductOptionDTO, 'id' | 'values'>[],
): Promise<void> {
  const product = container.resolve(Modules.PRODUCT);
  const swatches = new Map(options.map(({ id, swatches }) => [id, swatches]));
  for (const { id, values } of made) {
    for (const value of values) {
      const swatch = swatches.get(id)?.[value.value];
      if (swatch) await product.updateProductOptionValues(value.id, { metadata: { swatch } });
    }
  }
}

/** Assigns pictures to the variants that they show. */
export async function seedVariantImages(
  container: MedusaContainer,
  products: Product[],
  made: Pick<ProductDTO, 'id' | 'images'>[],
): Promise<void> {
  const imagesOf = new Map(made.map(({ id, images }) => [id, images]));
  const links = products.flatMap(({ id, variants }) =>
    variants.flatMap((variant) =>
      (imagesOf.get(id) ?? [])
        .filter(({ url }) => variant.images?.includes(url))
        .map((image) => ({ variant_id: variant.id, image_id: image.id })),
    ),
  );
  if (links.length > 0) await container.resolve(Modules.PRODUCT).addImageToVariant(links);
}

/** The metadata with the order of what shows a product. */
export function productMedia({ media }: Pick<Product, 'media'>): Record<string, unknown> {
  if (!media) return {};
  return { media: media.map((item) => (item === 'model' ? { model: true } : { image: item })) };
}
