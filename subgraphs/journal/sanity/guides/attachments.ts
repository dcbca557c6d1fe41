import { z } from 'zod';
import type { Attachments } from '../../guides/guides.ts';
import { isId } from '../../ids.ts';
import { narrativeOf } from '../portable-text.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { type SiteRow, shownRows, siteFields } from '../site/rows.ts';

const ids = z
  .array(z.unknown())
  .catch([])
  .transform((values) => values.filter(isId));
const none: Attachments = { products: [], collections: [], categories: [] };

/** The products for which a guide is. Values of other types are left out. */
export const attachedTo: z.ZodType<Attachments> = z
  .object({ products: ids, collections: ids, categories: ids })
  .nullish()
  .catch(null)
  .transform((value) => value ?? none);

/** A text with at least one block; null for a value that is none. */
export const optionalText = z
  .unknown()
  .transform((value) => (Array.isArray(value) && value.length > 0 ? narrativeOf(value) : null));

/** Reads the guides of a type by ids, and by what they are attached to. */
export function guideReader<Guide>(
  run: RunQuery,
  reports: Reports,
  { type, fields, shape }: { type: 'careGuide' | 'sizeGuide'; fields: string; shape: z.ZodType<Guide> },
): { byId(ids: string[]): Promise<Guide[]>; attachedTo(places: Attachments): Promise<Guide[]> } {
  const read = async (filter: string, params: Record<string, unknown>) => {
    const query = `*[_type == "${type}" && ${filter}] | order(handle asc, _id asc)[0...1000]{${siteFields}, ${fields}}`;
    return shownRows(await run<SiteRow[]>(query, params), shape, reports);
  };
  const isAttached = ['products', 'collections', 'categories']
    .map((kind) => `array::intersects(attachedTo.${kind}, $${kind})`)
    .join(' || ');
  return {
    byId: (ids) => read('_id in $ids', { ids }),
    attachedTo: (places) => read(`(${isAttached})`, { ...places }),
  };
}
