import type { Picture, SeoRow } from '../../products/presentation-rows.ts';
import type { Metadata } from '../responses.ts';
import { toPicture } from './pictures.ts';
import { part, text } from './values.ts';

/** What the editors wrote for search engines in `{ seo: { title, description, image } }`, and otherwise what the page has. */
export function toSeo(
  metadata: Metadata | undefined,
  page: { title: string; description: string | null; image: Picture | null },
): SeoRow {
  const seo = part(metadata, 'seo');
  return {
    title: text(seo.title) ?? page.title,
    description: text(seo.description) ?? (page.description && beginningOf(page.description)),
    image: toPicture(part(seo, 'image'), page.title) ?? page.image,
  };
}

/** The most characters that search engines show of a description. */
const shown = 160;

/** The beginning of a text, cut after a word where the text has spaces. */
export function beginningOf(description: string): string {
  const characters = [...description.trim()];
  if (characters.length <= shown) return characters.join('');
  const cut = characters.slice(0, shown - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > shown / 2 ? cut.slice(0, lastSpace) : cut).trimEnd().replace(/[,;:–-]+$/, '')}…`;
}
