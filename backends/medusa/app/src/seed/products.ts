import type { MedusaContainer, PriceListDTO } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import {
  createInventoryItemsWorkflow,
  createPriceListPricesWorkflow,
  createPriceListsWorkflow,
  createProductOptionsWorkflow,
  createProductsWorkflow,
} from '@medusajs/medusa/core-flows';
import type { Commerce, Product, Variant } from './catalogue';
import { productLimits, variantLimits } from './limits';
import { missing } from './missing';
import { productMedia, seedSwatches, seedVariantImages } from './presentation';

/** Objects that every product is linked to. */
export interface ProductLinks {
  channelId: string;
  profileId: string;
  saleId: string;
  /** Text of a tag → its id. */
  tags: Map<string, string>;
}

/** Title of the price list with reduced prices, by which the seed finds it again. */
const saleTitle = 'Archive sale';

/** The id of the price list with the reduced prices; created if it does not exist. */
export async function seedSale(container: MedusaContainer): Promise<string> {
  const pricing = container.resolve(Modules.PRICING);
  const found = (await pricing.listPriceLists({}, { select: ['id', 'title'] })).find(
    ({ title }) => title === saleTitle,
  );
  if (found) return found.id;
  const { result } = await createPriceListsWorkflow(container).run({
    input: { price_lists_data: [{ title: saleTitle, description: 'Pieces of past years', status: 'active' }] },
  });
  return (result[0] as PriceListDTO).id;
}

/** Creates those of `products` that do not exist, with variants, prices and stock. Returns their number. */
export async function seedProducts(
  container: MedusaContainer,
  products: Product[],
  { collections, categories }: Pick<Commerce, 'collections' | 'categories'>,
  links: ProductLinks,
): Promise<number> {
  const added = await missing(container, 'product', products);
  if (added.length === 0) return 0;
  const variants = added.flatMap((product) => product.variants);
  await seedStock(container, added);
  await seedOptions(container, added);
  const idOf = (all: { id: string; handle: string }[], handle: string) => {
    const found = all.find((one) => one.handle === handle);
    if (!found) throw new Error(`No collection or category has the handle ${handle}.`);
    return found.id;
  };

  const { result } = await createProductsWorkflow(container).run({
    input: {
      products: added.map((product) => ({
        ...toProduct(product),
        collection_id: idOf(collections, product.collection),
        category_ids: product.categories.map((handle) => idOf(categories, handle)),
        tag_ids: product.tags.map((tag) => links.tags.get(tag) as string),
        sales_channels: [{ id: links.channelId }],
        shipping_profile_id: links.profileId,
      })),
    },
  });

  await seedVariantImages(container, added, result);

  const reduced = variants.filter(({ comparePrices }) => comparePrices);
  if (reduced.length > 0) {
    const prices = reduced.flatMap(({ id, prices }) => toPrices(prices).map((price) => ({ ...price, variant_id: id })));
    await createPriceListPricesWorkflow(container).run({ input: { data: [{ id: links.saleId, prices }] } });
  }
  return added.length;
}

/** Creates an inventory item, with its level at each location, for every variant. */
async function seedStock(container: MedusaContainer, products: Product[]): Promise<void> {
  const items = products.flatMap((product) =>
    product.variants.map(({ id, sku, stock }) => ({
      id: itemId(id),
      sku,
      title: product.title,
      hs_code: product.hsCode,
      origin_country: product.originCountry.toLowerCase(),
      weight: product.weightGrams,
      location_levels: Object.entries(stock).map(([location_id, stocked_quantity]) => ({
        location_id,
        stocked_quantity,
      })),
    })),
  );
  const added = await missing(container, 'inventory_item', items);
  if (added.length > 0) await createInventoryItemsWorkflow(container).run({ input: { items: added } });
}

/** Creates the options before their products, since options that are created with a product lose their order. */
async function seedOptions(container: MedusaContainer, products: Product[]): Promise<void> {
  const options = products.flatMap((product) =>
    product.options.map(({ name, values, swatches }, rank) => ({
      id: optionId(product, rank),
      title: name,
      values,
      ranks: Object.fromEntries(values.map((value, index) => [value, index])),
      is_exclusive: true,
      metadata: { rank },
      swatches,
    })),
  );
  const added = await missing(container, 'product_option', options);
  if (added.length === 0) return;
  const product_options = added.map(({ swatches: _, ...option }) => option);
  const { result } = await createProductOptionsWorkflow(container).run({ input: { product_options } });
  await seedSwatches(container, added, result);
}

function toProduct(product: Product) {
  const {
    id,
    handle,
    title,
    subtitle,
    description,
    thumbnail,
    images = [],
    options,
    variants,
    personalizations,
  } = product;
  return {
    ...{ id, handle, title, subtitle, description, thumbnail },
    status: 'published' as const,
    weight: product.weightGrams,
    ...product.dimensions,
    hs_code: product.hsCode,
    origin_country: product.originCountry.toLowerCase(),
    metadata: {
      gtin: product.gtin,
      ...productMedia(product),
      ...(product.complementary && { complementary: product.complementary }),
      ...(personalizations && { personalizations }),
      ...(product.specifications && { specifications: product.specifications }),
      ...(product.deliveryRestrictions && { delivery_restrictions: product.deliveryRestrictions }),
      ...productLimits(product),
    },
    images: images.map(({ url, ...metadata }) => ({ url, metadata })),
    options: options.map((_, rank) => ({ id: optionId(product, rank) })),
    variants: variants.map(toVariant),
  };
}

/** A reduced variant keeps its former price, which the sale's price list lowers. */
function toVariant(variant: Variant, rank: number) {
  const { id, sku, title, options, prices, comparePrices, ean, dimensions, unitPrice } = variant;
  const limits = variantLimits(variant);
  return {
    ...{ id, sku, title, options, ...dimensions, ...(ean && { ean }) },
    variant_rank: rank,
    manage_inventory: true,
    ...limits,
    metadata: { ...limits.metadata, ...(unitPrice && { unit_price: unitPrice }) },
    prices: toPrices(comparePrices ?? prices),
    inventory_items: [{ inventory_item_id: itemId(id), required_quantity: 1 }],
  };
}

function itemId(variantId: string): string {
  return variantId.replace('variant_', 'iitem_');
}

function optionId({ id }: Product, rank: number): string {
  return `${id.replace('prod_', 'opt_')}_${rank}`;
}

function toPrices(prices: Record<string, number>) {
  return Object.entries(prices).map(([currency, amount]) => ({ currency_code: currency.toLowerCase(), amount }));
}
