import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** Name of an index → its table and columns, for queries that grow with the catalogue otherwise. */
const indexes = {
  // Medusa's own indexes exclude deleted rows. Its query of products, and the triggers that log changes, do not: PostgreSQL
  // cannot use those indexes for them, and reads the whole table.
  image_of_product: 'image (product_id)',
  price_of_list: 'price (price_list_id)',
  product_of_category: 'product_category_product (product_category_id)',
  product_of_collection: 'product (collection_id)',
  product_of_option: 'product_product_option (product_option_id)',
  product_of_tag: 'product_tags (product_tag_id)',
  variant_of_inventory_item: 'product_variant_inventory_item (inventory_item_id)',
  variant_of_price_set: 'product_variant_price_set (price_set_id)',
  // Published products in each order of lists, with the id that breaks ties: a page is read and counted in the index.
  product_by_creation: `product (created_at, id) where deleted_at is null and status = 'published'`,
  product_by_title: `product (title, id) where deleted_at is null and status = 'published'`,
  product_by_update: `product (updated_at, id) where deleted_at is null and status = 'published'`,
};

/** Creates the indexes that Medusa lacks. */
export default async function indexProducts({ container }: ExecArgs): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  for (const [name, columns] of Object.entries(indexes)) {
    await database.raw(`create index if not exists ${name} on ${columns}`);
  }
}
