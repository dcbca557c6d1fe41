import { z } from 'zod';
import { isId } from '../../ids.ts';
import { linkOf } from '../../narrative/links.ts';
import type { Target } from '../../site/site.ts';
import { isShownArticle } from '../completeness.ts';

/** The fields of a link that `target` reads. They need the parameter `$now`. */
export const targetFields = `target{product, collection, category, href, "isDocument": defined(document),
  "document": document->{"id": _id, "type": _type, "isShown": coalesce(_type == "page" || (${isShownArticle}), false)}}`;

const id = z.string().refine(isId).nullish().catch(null);

const stored = z.object({
  product: id,
  collection: id,
  category: id,
  href: z.unknown(),
  isDocument: z.boolean().catch(false),
  document: z
    .object({ id: z.string(), type: z.enum(['article', 'page']), isShown: z.literal(true) })
    .nullish()
    .catch(null),
});

/**
 * What a link leads to: the first of its fields that is filled. Null without one, and for an address that is not safe. `HIDDEN`
 * for an article or page that readers do not see.
 */
export const target = stored
  .nullish()
  .catch(null)
  .transform((value): Target | 'HIDDEN' | null => {
    if (!value) return null;
    const { product, collection, category, document, isDocument } = value;
    if (product) return { type: 'Product', id: product };
    if (collection) return { type: 'Collection', id: collection };
    if (category) return { type: 'Category', id: category };
    if (document) return { type: document.type === 'article' ? 'Article' : 'Page', id: document.id };
    if (isDocument) return 'HIDDEN';
    const href = linkOf(value.href);
    return href ? { type: 'WebLink', href } : null;
  });
