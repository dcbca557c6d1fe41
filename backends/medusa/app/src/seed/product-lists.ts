import type { MedusaContainer } from '@medusajs/framework/types';
import { Modules } from '@medusajs/framework/utils';
import {
  createCollectionsWorkflow,
  createProductCategoriesWorkflow,
  createProductTagsWorkflow,
} from '@medusajs/medusa/core-flows';
import type { Category, Commerce } from './catalogue';
import { missing } from './missing';

/** Creates the collections. Medusa has no description, picture or tag of collections, so they are in the metadata. */
export async function seedCollections(container: MedusaContainer, all: Commerce['collections']): Promise<void> {
  const added = await missing(container, 'product_collection', all);
  if (added.length === 0) return;
  const collections = added.map(({ id, handle, title, ...metadata }) => ({ id, handle, title, metadata }));
  await createCollectionsWorkflow(container).run({ input: { collections } });
}

/** Creates the categories level by level, since a category needs its parent. */
export async function seedCategories(container: MedusaContainer, all: Category[]): Promise<void> {
  let open = await missing(container, 'product_category', all);
  while (open.length > 0) {
    const waiting = open.filter(({ parent }) => open.some(({ handle }) => handle === parent));
    const level = open.filter((category) => !waiting.includes(category));
    if (level.length === 0)
      throw new Error(`These categories are their own ancestors: ${open.map(({ handle }) => handle)}`);
    await createProductCategoriesWorkflow(container).run({
      input: { product_categories: level.map((category) => toCategory(category, all)) },
    });
    open = waiting;
  }
}

function toCategory({ id, handle, name, description, parent, image }: Category, all: Category[]) {
  const above = all.find((category) => category.handle === parent);
  const rank = all.filter((category) => category.parent === parent).findIndex((category) => category.id === id);
  const category = { id, handle, name, description, rank, parent_category_id: above?.id ?? null, is_active: true };
  return { ...category, ...(image && { metadata: { image } }) };
}

/** Creates the tags that do not exist, and returns the id of each tag by its text. */
export async function seedTags(container: MedusaContainer, values: string[]): Promise<Map<string, string>> {
  const product = container.resolve(Modules.PRODUCT);
  const found = await product.listProductTags({ value: values }, { select: ['id', 'value'], take: values.length });
  const there = new Set(found.map(({ value }) => value));
  const added = values.filter((value) => !there.has(value)).map((value) => ({ value }));
  if (added.length > 0) {
    const { result } = await createProductTagsWorkflow(container).run({ input: { product_tags: added } });
    found.push(...result);
  }
  return new Map(found.map(({ id, value }) => [value, id]));
}
