import { compareNames } from '#kit/graph/collation.ts';
import { isMore, money } from '../money.ts';
import type { Picture, ProductOptionRow, StockedPart } from '../products/presentation-rows.ts';
import type { CategoryRow, CollectionRow, CustomerRow, ProductRow, RegionRow, VariantRow } from '../rows.ts';
import { readRestrictions } from '../shipping/restrictions.ts';
import { toTaxedOriginal, toTaxedPrice } from './costs.ts';
import { toEditionSize, toPreOrder, toPurchaseLimit } from './limited.ts';
import { toPersonalizations } from './line-attributes.ts';
import { toBarcodes, toContent, toDimensions, toWeight } from './products/measures.ts';
import { toMedia } from './products/media.ts';
import { pictureAt, picturesOfVariants, toPicture, toPictures, toSwatch } from './products/pictures.ts';
import type { MedusaOption, MedusaPrice, MedusaProduct, MedusaVariant } from './products/responses.ts';
import { toSeo } from './products/seo.ts';
import { toSpecifications } from './products/specifications.ts';
import { byRank, number, part, text } from './products/values.ts';
import type { MedusaCategory, MedusaCollection, MedusaCustomer, MedusaRegion } from './responses.ts';
import { byLanguage } from './texts/translated.ts';

/** A product with its variants. Fields that were not requested are null or empty. */
export function toProduct(from: MedusaProduct): ProductRow {
  const images = toPictures(from.images, from.title);
  const options = byRank(from.options ?? [], ({ metadata }) => number(metadata?.rank));
  const thumbnail = from.thumbnail ? pictureAt(from.thumbnail, images, from.title) : null;
  const product: ProductRow = {
    id: from.id,
    handle: from.handle ?? '',
    title: from.title ?? '',
    subtitle: from.subtitle || null,
    description: from.description || null,
    thumbnail: thumbnail,
    images,
    allMedia: toMedia(from.id, images, from.metadata),
    options: options.map(toOption),
    allVariants: [],
    collection: from.collection ? toCollection(from.collection) : null,
    collectionId: from.collection_id ?? null,
    categoryIds: (from.categories ?? []).map(({ id }) => id),
    // Medusa returns tags in a different order each time.
    tags: (from.tags ?? []).map(({ value }) => value).sort(),
    englishTags: (from.tags ?? []).map(({ value }) => value),
    personalizations: toPersonalizations(from.metadata),
    specifications: toSpecifications(from.metadata),
    editionSize: toEditionSize(from.metadata),
    purchaseLimit: toPurchaseLimit(from.metadata),
    dimensions: toDimensions(from),
    weight: toWeight(from),
    complementaryIds: toIds(from.metadata?.complementary, mostIds),
    seo: toSeo(from.metadata, {
      title: from.title ?? '',
      description: from.description || null,
      image: thumbnail ?? images[0] ?? null,
    }),
    originCountry: from.origin_country?.toUpperCase() ?? null,
    hsCode: from.hs_code || null,
    deliveryRestrictions: readRestrictions(from.metadata?.delivery_restrictions),
    createdAt: from.created_at ?? '',
    updatedAt: from.updated_at ?? '',
  };
  const pictures = picturesOfVariants(from.variants ?? [], images);
  product.allVariants = byRank(from.variants ?? [], (variant) => variant.variant_rank).map((variant) =>
    toVariant(variant, product, pictures.get(variant.id) ?? []),
  );
  return product;
}

/** The most products that `Product.complementary` returns. */
const mostIds = 24;

/** The most products that editors may put in order in one list. */
const mostOrdered = 5_000;

function toIds(value: unknown, most: number): string[] {
  const ids = Array.isArray(value) ? value.filter((id) => text(id) !== null) : [];
  return [...new Set(ids as string[])].slice(0, most);
}

function toOption({ id, title, values }: MedusaOption): ProductOptionRow {
  const optionValues = byRank(values ?? [], ({ rank }) => rank).map(({ id: valueId, value, metadata }) => ({
    id: valueId ?? '',
    key: value,
    name: value,
    swatch: toSwatch(value, metadata),
  }));
  return { id, key: title, name: title, values: optionValues.map(({ name }) => name), optionValues };
}

export function toCollection({ id, handle, title, metadata, updated_at }: MedusaCollection): CollectionRow {
  const description = text(metadata?.description);
  const image = toPicture(part(metadata, 'image'), title);
  const seo = toSeo(metadata, { title, description, image });
  const productOrder = toIds(metadata?.product_order, mostOrdered);
  return {
    ...{ id, handle, title, description, image, seo, tag: text(metadata?.tag), productOrder },
    updatedAt: updated_at ?? '',
  };
}

export function toCategory(from: MedusaCategory): CategoryRow {
  const { id, handle, name, rank } = from;
  const description = from.description || null;
  const image = toPicture(part(from.metadata, 'image'), name);
  const seo = toSeo(from.metadata, { title: name, description, image });
  const productOrder = toIds(from.metadata?.product_order, mostOrdered);
  return {
    ...{ id, handle, name, rank, description, image, seo, parentId: from.parent_category_id, productOrder },
    updatedAt: from.updated_at ?? '',
  };
}

/** A region. Its metadata states whether it is the default region, its default country, and whether duties are included. */
export function toRegion(from: MedusaRegion): RegionRow {
  const { id, name, names, currency_code, countries, metadata, prices_include_tax } = from;
  const byName = countries
    .map(({ iso_2, display_name, has_taxes_by_province }) => ({
      code: iso_2.toUpperCase(),
      name: display_name,
      hasTaxesByProvince: has_taxes_by_province,
    }))
    .sort((one, other) => compareNames(one.name, other.name));
  return {
    id,
    name,
    names: byLanguage(names),
    currencyCode: currency_code.toUpperCase(),
    pricesIncludeTax: prices_include_tax,
    dutiesIncluded: typeof metadata?.duties_included === 'boolean' ? metadata.duties_included : null,
    countries: byName,
    defaultCountry: byName.find(({ code }) => code === metadata?.default_country) ?? byName[0] ?? null,
    isDefault: metadata?.default === true,
  };
}

export function toCustomer(from: MedusaCustomer): CustomerRow {
  return {
    id: from.id,
    email: toEmail(from.email),
    firstName: text(from.first_name),
    lastName: text(from.last_name),
    phone: text(from.phone),
    createdAt: from.created_at,
  };
}

/** Null for a placeholder in `.invalid` (RFC 2606), which replaces a missing address: Medusa requires one. */
export function toEmail(email: string | null): string | null {
  return email?.endsWith('.invalid') ? null : email;
}

function toVariant(from: MedusaVariant, product: ProductRow, images: Picture[]): VariantRow {
  const values = new Map(from.options?.map(({ option_id, value }) => [option_id, value]));
  return {
    id: from.id,
    product,
    sku: from.sku || null,
    title: from.title ?? '',
    selectedOptions: product.options.flatMap(({ id, name }) => {
      const value = values.get(id);
      return value === undefined ? [] : [{ name, value }];
    }),
    image: images[0] ?? null,
    images,
    barcodes: toBarcodes(from),
    dimensions: toDimensions(from) ?? product.dimensions,
    weight: toWeight(from) ?? product.weight,
    ...toPrices(from.calculated_price),
    content: toContent(from.metadata),
    isCounted: from.manage_inventory ?? true,
    isBackordered: from.allow_backorder ?? false,
    preOrder: toPreOrder(from.metadata),
    hasPreOrder: from.metadata?.pre_order != null,
    quantity: from.inventory_quantity ?? 0,
    stock: (from.inventory_items ?? []).map(
      ({ required_quantity, inventory }): StockedPart => ({
        required: required_quantity,
        available: new Map(
          inventory?.location_levels?.map((level) => [
            level.location_id,
            level.stocked_quantity - level.reserved_quantity,
          ]),
        ),
      }),
    ),
  };
}

type Prices = Pick<VariantRow, 'price' | 'compareAtPrice' | 'taxedPrice' | 'taxedCompareAtPrice' | 'saleId'>;

function toPrices(from: MedusaPrice | null | undefined): Prices {
  if (!from?.raw_calculated_amount || !from.currency_code) {
    return { price: null, compareAtPrice: null, taxedPrice: null, taxedCompareAtPrice: null, saleId: null };
  }
  const price = money(from.raw_calculated_amount.value, from.currency_code);
  const original = from.raw_original_amount && money(from.raw_original_amount.value, from.currency_code);
  const isReduced = original && isMore(original, price);
  return {
    price,
    compareAtPrice: isReduced ? original : null,
    taxedPrice: toTaxedPrice(from),
    taxedCompareAtPrice: isReduced ? toTaxedOriginal(from) : null,
    saleId: from.calculated_price?.price_list_id ?? null,
  };
}
