/**
 * What a change concerns. Each kind but `localization` has the id of an object: a product for the first four, else the
 * collection or category.
 *
 * - `product`: data by which lists may be filtered or sorted, such as titles, categories and the status.
 * - `details`: data that lists do not depend on: pictures and options.
 * - `price`, `stock`: of the product's variants.
 * - `collection`, `category`: the object itself, including its deletion and its place among the others.
 * - `collection_products`, `category_products`: which products it contains.
 * - `localization`: countries, currencies, taxes, stock locations and delivery. Its id is empty.
 */
export type Kind =
  | 'product'
  | 'details'
  | 'price'
  | 'stock'
  | 'collection'
  | 'collection_products'
  | 'category'
  | 'category_products'
  | 'localization';

/** The kinds whose ids are those of products. */
export const productKinds: ReadonlySet<Kind> = new Set<Kind>(['product', 'details', 'price', 'stock']);

/** Which ids a statement on a table changes, in SQL. */
export interface Rule {
  kind: Kind;
  /** A query over `changed`, the rows after an insert or update, or before a delete; over `before` too if it is for updates. */
  ids: string;
  /** The statements to which the rule applies; all where it is absent. */
  on?: 'update' | 'insert or delete';
  /** Whether `ids` has only what clients see. Otherwise products that are not published are left out. */
  isPublic?: true;
}

const throughPriceSet = `
  join product_variant_price_set as link using (price_set_id)
  join product_variant as variant on variant.id = link.variant_id`;

const throughInventoryItem = `
  join product_variant_inventory_item as link using (inventory_item_id)
  join product_variant as variant on variant.id = link.variant_id`;

const everyProduct = 'select id from product where deleted_at is null and exists (select from changed)';

/** The category and those above it, whose lists contain its products too: `mpath` consists of their ids. */
const withAncestors = (mpath: string) => `unnest(string_to_array(${mpath}, '.'))`;

const products = (ids: string, kind: Kind = 'product'): Rule => ({ kind, ids });
const localization: Rule = { kind: 'localization', ids: `select '' from changed` };
const everyPrice: Rule = { kind: 'price', ids: everyProduct };
/** An update of other columns changes no price. */
const everyPriceIf = (columns: string[]): Rule[] => [
  { ...everyPrice, on: 'insert or delete' },
  {
    kind: 'price',
    ids: `${everyProduct} and exists (
      select from before join changed using (${columns[0] === 'region_id' ? 'iso_2' : 'id'})
      where ${distinct(columns)})`,
    on: 'update',
  },
];
const stockAt = (location: string): Rule => ({
  kind: 'stock',
  ids: `select variant.product_id from changed join inventory_level as level on level.location_id = ${location}
    ${throughInventoryItem}`,
});

/**
 * Whether prices of a price list are in effect. Those that start or end by their date are recorded at that moment; a minute
 * more, because a list may start before the transaction that creates it is committed.
 */
const inEffect = (list: string) => `
  ${list}.status = 'active' and ${list}.deleted_at is null
  and coalesce(${list}.starts_at < now() + interval '1 minute', true)
  and coalesce(${list}.ends_at > now() - interval '1 minute', true)`;

/** The products whose prices the lists in `changed` contain; `dated.ts` uses it too. */
export const ofPriceList = `
  select variant.product_id from changed join price on price.price_list_id = changed.id ${throughPriceSet}`;

/** Prices of the catalogue itself, or of a list that is in effect. */
const isCurrentPrice = `(price.price_list_id is null or exists (
  select from price_list where price_list.id = price.price_list_id and ${inEffect('price_list')}))`;

/** The collections whose products are those with a tag: see `api/store/products/tagged-collections.ts`. */
const withTag = (value: string) => `join product_collection as collection on collection.metadata ->> 'tag' = ${value}`;

const isShownCategory = 'is_active and not is_internal';

/**
 * Table → what clients see of a change of its rows: nothing of unpublished products, hidden categories and prices that are not
 * in effect. Rows that are linked to a product later (a price is created before its link)
 * are covered by the link. A reservation updates its inventory level.
 */
export const watched: Record<string, readonly Rule[]> = {
  product: [
    { ...products(`select id from changed where status = 'published'`), on: 'insert or delete', isPublic: true },
    {
      ...products(
        `select changed.id from before join changed using (id) where 'published' in (before.status, changed.status)`,
      ),
      on: 'update',
      isPublic: true,
    },
    { kind: 'collection_products', ids: 'select collection_id from changed', on: 'insert or delete' },
    {
      kind: 'collection_products',
      ids: `select unnest(array[before.collection_id, changed.collection_id]) from before join changed using (id)
        where ${distinct(['collection_id', 'status', 'deleted_at'])}`,
      on: 'update',
    },
    {
      kind: 'collection_products',
      ids: `select collection.id from before join changed using (id)
        join product_tags as tagged on tagged.product_id = changed.id
        join product_tag as tag on tag.id = tagged.product_tag_id ${withTag('tag.value')}
        where ${distinct(['status', 'deleted_at'])}`,
      on: 'update',
    },
  ],
  product_variant: [products('select product_id from changed')],
  image: [products('select product_id from changed', 'details')],
  product_variant_product_image: [
    products(
      'select variant.product_id from changed join product_variant as variant on variant.id = variant_id',
      'details',
    ),
  ],
  product_tags: [
    products('select product_id from changed'),
    {
      kind: 'collection_products',
      ids: `select collection.id from changed join product_tag as tag on tag.id = changed.product_tag_id ${withTag('tag.value')}`,
    },
  ],
  product_category_product: [
    products('select product_id from changed'),
    {
      kind: 'category_products',
      ids: `select ${withAncestors('category.mpath')} from changed
        join product_category as category on category.id = changed.product_category_id`,
    },
  ],
  product_product_option: [products('select product_id from changed', 'details')],
  product_sales_channel: [products('select product_id from changed')],
  product_collection: [
    products('select product.id from changed join product on product.collection_id = changed.id'),
    products(
      `select tagged.product_id from changed join product_tag as tag on tag.value = changed.metadata ->> 'tag'
        join product_tags as tagged on tagged.product_tag_id = tag.id`,
    ),
    { kind: 'collection', ids: 'select id from changed' },
  ],
  product_category: [
    products(`
      select membership.product_id from changed
      join product_category_product as membership on membership.product_category_id = changed.id`),
    // Those of the categories below are found by the names of all above, and have a place in their orders.
    {
      ...products(`
        select membership.product_id from before join changed using (id)
        join product_category as below on changed.id = any(string_to_array(below.mpath, '.'))
        join product_category_product as membership on membership.product_category_id = below.id
        where ${distinct(['name', 'handle', 'metadata', 'is_active', 'is_internal', 'deleted_at'])}`),
      on: 'update',
    },
    { kind: 'category', ids: `select ${withAncestors('mpath')} from changed where ${isShownCategory}` },
    { kind: 'category', ids: `select ${withAncestors('mpath')} from before where ${isShownCategory}`, on: 'update' },
  ],
  product_tag: [
    products('select tagged.product_id from changed join product_tags as tagged on tagged.product_tag_id = changed.id'),
    { kind: 'collection_products', ids: `select collection.id from changed ${withTag('changed.value')}` },
    { kind: 'collection_products', ids: `select collection.id from before ${withTag('before.value')}`, on: 'update' },
  ],
  product_option: [
    products(
      `select use.product_id from changed join product_product_option as use on use.product_option_id = changed.id`,
      'details',
    ),
  ],
  product_option_value: [
    products(
      `select use.product_id from changed join product_product_option as use on use.product_option_id = changed.option_id`,
      'details',
    ),
  ],
  translation: [
    products(`select reference_id from changed where reference = 'product'`),
    products(`
      select variant.product_id from changed join product_variant as variant on variant.id = changed.reference_id`),
    products(`
      select use.product_id from changed
      left join product_option_value as value on value.id = changed.reference_id
      join product_product_option as use on use.product_option_id in (changed.reference_id, value.option_id)`),
    products(`
      select tagged.product_id from changed join product_tags as tagged on tagged.product_tag_id = changed.reference_id`),
    products(`
      select product.id from changed join product on product.collection_id = changed.reference_id`),
    { kind: 'collection', ids: `select reference_id from changed where reference = 'product_collection'` },
    {
      kind: 'category',
      ids: `select ${withAncestors('mpath')} from changed
        join product_category as category on category.id = changed.reference_id where ${isShownCategory}`,
    },
    { ...localization, ids: `select '' from changed where reference like 'shipping_option%' or reference = 'region'` },
  ],
  price: [
    products(`select variant.product_id from changed as price ${throughPriceSet} where ${isCurrentPrice}`, 'price'),
    ofDelivery('changed'),
  ],
  price_rule: [
    products(
      `select variant.product_id from changed join price on price.id = price_id ${priceSetOf('price')}
        where ${isCurrentPrice}`,
      'price',
    ),
    ofDelivery('changed join price on price.id = changed.price_id', 'price'),
  ],
  price_list: [
    products(`${ofPriceList} where ${inEffect('changed')}`, 'price'),
    {
      ...products(`${ofPriceList.replaceAll('changed', 'before')} where ${inEffect('before')}`, 'price'),
      on: 'update',
    },
  ],
  price_list_rule: [
    products(
      `select variant.product_id from changed join price using (price_list_id) ${priceSetOf('price')}
        where ${isCurrentPrice}`,
      'price',
    ),
  ],
  product_variant_price_set: [
    products(
      'select variant.product_id from changed join product_variant as variant on variant.id = changed.variant_id',
      'price',
    ),
  ],
  product_variant_inventory_item: [
    products(
      'select variant.product_id from changed join product_variant as variant on variant.id = changed.variant_id',
      'stock',
    ),
  ],
  inventory_level: [products(`select variant.product_id from changed ${throughInventoryItem}`, 'stock')],
  sales_channel: [
    products(`
      select membership.product_id from changed
      join product_sales_channel as membership on membership.sales_channel_id = changed.id`),
  ],
  sales_channel_stock_location: [stockAt('changed.stock_location_id'), localization],
  stock_location: [stockAt('changed.id'), localization],
  stock_location_address: [localization],
  location_fulfillment_set: [localization],
  fulfillment_set: [localization],
  service_zone: [localization],
  geo_zone: [localization],
  shipping_option: [localization],
  shipping_option_type: [localization],
  shipping_option_rule: [localization],
  shipping_option_price_set: [localization],
  store_currency: [localization],
  region: [localization, ...everyPriceIf(['currency_code', 'automatic_taxes', 'deleted_at'])],
  region_country: [localization, ...everyPriceIf(['region_id'])],
  tax_region: [localization, everyPrice],
  tax_rate: [localization, everyPrice],
  tax_rate_rule: [localization, everyPrice],
  price_preference: [localization, everyPrice],
};

/** Prices of delivery. */
function ofDelivery(rows: string, price = 'changed'): Rule {
  return {
    kind: 'localization',
    ids: `select '' from ${rows} join shipping_option_price_set as link on link.price_set_id = ${price}.price_set_id`,
  };
}

function priceSetOf(price: string): string {
  return `
    join product_variant_price_set as link on link.price_set_id = ${price}.price_set_id
    join product_variant as variant on variant.id = link.variant_id`;
}

function distinct(columns: readonly string[]): string {
  const of = (table: string) => columns.map((column) => `${table}.${column}`).join();
  return `(${of('before')}) is distinct from (${of('changed')})`;
}
