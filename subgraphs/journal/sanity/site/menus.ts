import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Menu, MenuItem, SiteContent, Target, Translation } from '../../site/site.ts';
import { currentTime } from '../completeness.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { fieldTranslation } from '../translations.ts';
import { base, type DocumentShape, listOf, type SiteRow, shownRows, siteFields, translationOf, words } from './rows.ts';
import { target, targetFields } from './targets.ts';

/** The number of levels of a menu. */
const levels = 3;

/** An item as it is stored: its article or page may be hidden from readers. */
interface StoredItem {
  key: string;
  title: string;
  translation: Translation<'title'>;
  target: Target | 'HIDDEN' | null;
  items: StoredItem[];
}

const menu = z.object({
  ...base,
  handle: words,
  title: words,
  translation: translationOf('title'),
  items: itemsBelow(0),
});

const fieldsIn = (language: Language) =>
  `handle, title${fieldTranslation(language, 'title')}, "items": ${itemsOf(1, language)}`;

/** What a menu needs to be published. Items without an own title are left out. */
export const menuShape: DocumentShape = { fields: fieldsIn('EN'), shape: menu, key: 'handle' };

/** Reads the menus of the site, with all their levels by one query. */
export function createMenus(run: RunQuery, reports: Reports, language: Language): Pick<SiteContent, 'menusByHandle'> {
  const fields = fieldsIn(language);
  return {
    menusByHandle: async (handles) => {
      // The loader keeps the last row of a key: of several menus with one handle, the first by id is to be found.
      const query = `*[_type == "menu" && handle in $handles] | order(_id desc){${siteFields}, ${fields}}`;
      const stored = shownRows(await run<SiteRow[]>(query, { handles, now: currentTime() }), menu, reports);
      return stored.map(({ items, ...rest }): Menu => ({ ...rest, items: shownItems(items) }));
    },
  };
}

function itemsBelow(level: number): z.ZodType<StoredItem[]> {
  if (level === levels) return z.unknown().transform(() => []);
  return listOf(
    z.object({ key: words, title: words, translation: translationOf('title'), target, items: itemsBelow(level + 1) }),
    50,
  );
}

function itemsOf(level: number, language: Language): string {
  const below = level === levels ? '' : `, "items": ${itemsOf(level + 1, language)}`;
  return `items[]{"key": _key, title${fieldTranslation(language, 'title')}, ${targetFields}${below}}`;
}

/** Items that readers see. Stored keys are unique in one array only: those of lower levels begin with the key above. */
function shownItems(items: StoredItem[], above = ''): MenuItem[] {
  const used = new Set<string>();
  return items.flatMap(({ target, ...item }) => {
    if (target === 'HIDDEN') return [];
    let key = above + item.key;
    while (used.has(key)) key += '-';
    used.add(key);
    return { ...item, key, target, items: shownItems(item.items, `${key}.`) };
  });
}
