import { type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { Product, ProductVariant } from '#generated/commerce.ts';

/** For each field of a type, what of Medusa's product answers it. */
type Needs<Type> = Readonly<Record<Exclude<keyof Type, '__typename' | 'nodeId'>, readonly string[]>>;

/** The field that makes Medusa calculate prices; it needs a region. */
export const priceField = 'variants.calculated_price';

/** The field that Medusa needs to calculate the taxes of a price; they need a country as well. */
export const taxField = 'type_id';

const productNeeds: Needs<Product> = {
  id: [],
  handle: ['handle'],
  title: ['title'],
  subtitle: ['subtitle'],
  description: ['description'],
  thumbnail: ['thumbnail', 'title', 'images.url', 'images.rank', 'images.metadata'],
  images: ['title', 'images.url', 'images.rank', 'images.metadata'],
  options: ['options.id', 'options.title', 'options.metadata', 'options.values.value', 'options.values.rank'],
  variants: ['variants.id', 'variants.variant_rank'],
  priceRange: [priceField],
  collection: ['collection.id', 'collection.handle', 'collection.title', 'collection.metadata'],
  categories: ['categories.id'],
  tags: ['tags.value'],
  weight: ['weight'],
  originCountry: ['origin_country'],
  hsCode: ['hs_code'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
};

const variantNeeds: Needs<ProductVariant> = {
  id: [],
  sku: ['variants.sku'],
  title: ['variants.title'],
  selectedOptions: [
    'options.id',
    'options.title',
    'options.metadata',
    'variants.options.option_id',
    'variants.options.value',
  ],
  price: [priceField],
  compareAtPrice: [priceField],
  taxedPrice: [priceField, taxField],
  availableForSale: ['variants.manage_inventory', 'variants.allow_backorder', 'variants.inventory_quantity'],
  availableQuantity: ['variants.manage_inventory', 'variants.inventory_quantity'],
  inventory: [
    'variants.manage_inventory',
    'variants.inventory_items.required_quantity',
    'variants.inventory_items.inventory.location_levels.location_id',
    'variants.inventory_items.inventory.location_levels.stocked_quantity',
    'variants.inventory_items.inventory.location_levels.reserved_quantity',
  ],
  product: ['id'],
};

/** GraphQL type → field → Medusa's fields. Variants are read as part of their product, so all paths begin there. */
export const needs: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Product: productNeeds,
  ProductVariant: variantNeeds,
};

/** Types on the way between products and variants, which need nothing themselves. */
const passages = ['ProductConnection', 'ProductEdge', 'ProductVariantConnection', 'ProductVariantEdge'];

/**
 * The fields to ask Medusa for, so that everything `info` selects of the products or variants it returns is there;
 * sorted, each once. Empty when nothing but the id is selected.
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
    const next = getNamedType(field.type).name;
    if (next in needs || passages.includes(next)) gather(info, next, [first, ...more], into);
  }
}
