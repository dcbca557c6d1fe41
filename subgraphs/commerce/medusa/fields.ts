import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { Product, ProductOption, ProductVariant, VariantAvailability } from '#generated/commerce.ts';

/** For each field of a GraphQL type, the fields of Medusa's product that it is read from. */
type Needs<Type> = Readonly<Record<Exclude<keyof Type, '__typename' | 'nodeId'>, readonly string[]>>;

/** Makes Medusa calculate prices. Requires a region. */
export const priceField = 'variants.calculated_price';

/** Makes Medusa calculate the taxes of prices. Requires a country. */
export const taxField = 'type_id';

/** The handle of a product. */
export const handleField = 'handle';

/** The handles of a product in all languages: see `Medusa.products`. */
export const handlesField = 'handles';

/** The ids of a product's variants. */
export const variantIdField = 'variants.id';

/** The collection that a product is in. */
export const collectionIdField = 'collection_id';

/** The categories that a product is in. */
export const categoryIdField = 'categories.id';

/** The tags of a product. */
export const tagField = 'tags.value';

/** When a variant is released, and what it contains. */
export const preOrderField = 'variants.metadata';

const stockFields = [
  'variants.manage_inventory',
  'variants.allow_backorder',
  'variants.inventory_quantity',
  preOrderField,
];

/** Whether, at what price and in what quantity a variant is sold. */
export const availabilityFields = [...stockFields, priceField];

/** The stock of a variant at each location, and whether it is counted. */
export const storeStockFields = [
  'variants.manage_inventory',
  'variants.allow_backorder',
  'variants.inventory_items.required_quantity',
  'variants.inventory_items.inventory.location_levels.location_id',
  'variants.inventory_items.inventory.location_levels.stocked_quantity',
  'variants.inventory_items.inventory.location_levels.reserved_quantity',
];

/** Where a product must not be delivered. */
export const restrictionField = 'metadata';

/** The pictures of a product. */
export const imageFields = ['title', 'images.url', 'images.rank', 'images.metadata'];

const optionFields = ['options.id', 'options.title', 'options.metadata'];

const sizeFields = ['length', 'width', 'height'];

const selectedOptionFields = [...optionFields, 'variants.options.option_id', 'variants.options.value'];

const barcodeFields = ['variants.ean', 'variants.upc', 'variants.barcode'];

const productNeeds: Needs<Product> = {
  id: [],
  handle: [handleField],
  alternates: [handleField, handlesField],
  title: ['title'],
  subtitle: ['subtitle'],
  description: ['description'],
  thumbnail: ['thumbnail', ...imageFields],
  images: imageFields,
  media: ['metadata', ...imageFields],
  options: [...optionFields, 'options.values.value', 'options.values.rank'],
  variants: [variantIdField, 'variants.variant_rank'],
  variant: [variantIdField, 'variants.variant_rank', ...selectedOptionFields],
  priceRange: [priceField],
  taxedPriceRange: [priceField, taxField],
  collection: ['collection.id', 'collection.handle', 'collection.title', 'collection.metadata'],
  categories: [categoryIdField],
  tags: [tagField],
  personalizations: ['metadata'],
  specifications: ['metadata'],
  edition: ['metadata', ...stockFields],
  purchaseLimit: ['metadata'],
  collections: [collectionIdField, tagField],
  complementary: ['metadata'],
  seo: ['metadata', 'description', 'thumbnail', ...imageFields],
  dimensions: sizeFields,
  weight: ['weight'],
  originCountry: ['origin_country'],
  hsCode: ['hs_code'],
  deliveryRestrictions: [restrictionField],
  structuredData: [
    ...[handleField, 'title', 'description', 'metadata', 'origin_country', ...imageFields, categoryIdField],
    ...[variantIdField, 'variants.variant_rank', 'variants.title', 'variants.sku', priceField, ...stockFields],
    ...[...barcodeFields, ...selectedOptionFields, 'variants.images.url'],
  ],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
};

const variantImageFields = [...imageFields, 'variants.images.url'];

const optionNeeds: Needs<ProductOption> = {
  id: [],
  key: [],
  name: [],
  values: [],
  optionValues: ['options.values.id', 'options.values.metadata'],
};

const locationFields = storeStockFields.filter((field) => field !== 'variants.allow_backorder');

const variantNeeds: Needs<ProductVariant> = {
  id: [],
  sku: ['variants.sku'],
  title: ['variants.title'],
  selectedOptions: selectedOptionFields,
  image: variantImageFields,
  images: variantImageFields,
  barcodes: barcodeFields,
  dimensions: [...sizeFields, ...sizeFields.map((field) => `variants.${field}`)],
  weight: ['weight', 'variants.weight'],
  price: [priceField],
  compareAtPrice: [priceField],
  sale: [priceField],
  unitPrice: [priceField, preOrderField],
  taxedPrice: [priceField, taxField],
  taxedCompareAtPrice: [priceField, taxField],
  availableForSale: stockFields,
  availableQuantity: stockFields,
  preOrder: stockFields,
  availability: [],
  inventory: locationFields,
  product: ['id'],
};

const availabilityNeeds: Needs<VariantAvailability> = {
  isAvailable: stockFields,
  status: stockFields,
  quantity: stockFields,
  locations: locationFields,
};

/** GraphQL type → field → Medusa's fields. Variants are read with their product, so all paths start at the product. */
export const needs: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Product: productNeeds,
  ProductOption: optionNeeds,
  ProductVariant: variantNeeds,
  VariantAvailability: availabilityNeeds,
};

/** Fields whose objects are read by calls of their own. */
const separate: ReadonlySet<string> = new Set(['Product.complementary']);

/** Connection types between products and variants, which correspond to no Medusa field. */
const wrapperTypes = ['ProductConnection', 'ProductEdge', 'ProductVariantConnection', 'ProductVariantEdge'];

/**
 * The fields to read from Medusa for everything that the operation selects of the products or variants of this resolver:
 * sorted and without duplicates. Empty when only the id is selected.
 */
export function neededFields(
  info: GraphQLResolveInfo,
  type: 'Product' | 'ProductVariant' | 'ProductConnection',
): string[] {
  const fields = new Set<string>();
  gather(info, type, info.fieldNodes, fields);
  return [...fields].sort();
}

function gather(
  info: GraphQLResolveInfo,
  typeName: string,
  nodes: GraphQLResolveInfo['fieldNodes'],
  into: Set<string>,
) {
  const type = info.schema.getType(typeName);
  if (!isObjectType(type)) return;
  const selected = collectSubfields(info.schema, info.fragments, info.variableValues, type, nodes);
  for (const [first, ...more] of selected.values()) {
    const field = first && type.getFields()[first.name.value];
    if (!field) continue;
    for (const path of needs[typeName]?.[field.name] ?? []) into.add(path);
    if (separate.has(`${typeName}.${field.name}`)) continue;
    const next = getNamedType(field.type).name;
    if (next in needs || wrapperTypes.includes(next)) gather(info, next, [first, ...more], into);
  }
}
