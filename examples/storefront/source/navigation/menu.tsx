import type { MenuItemPartsFragment } from '#generated/storefront/graphql.ts';
import { useShop } from '../shop.tsx';
import { ContentLink } from './content-link.tsx';

/** The words of an item. Menus are in English: in another language an item has the name of its target, which is translated. */
export function useItemWords() {
  const { locale, words } = useShop();
  return function wordsOf({ title, link }: MenuItemPartsFragment): { text: string; lang?: string } {
    if (locale.language === 'EN') return { text: title };
    if (link?.__typename === 'Category') return { text: link.name };
    if (link?.__typename === 'Collection' || link?.__typename === 'Product') return { text: link.title };
    if (link && 'href' in link) {
      if (link.href === '/journal') return { text: words.journal };
      if (link.href === '/stores') return { text: words.stores };
    }
    if (link === null && title === 'Collections') return { text: words.collections };
    return { text: title, lang: 'en' };
  };
}

/** An item: a link, or a headline without a target. */
export function MenuItem({ item, onClick }: { item: MenuItemPartsFragment; onClick?(): void }) {
  const { text, lang } = useItemWords()(item);
  if (!item.link) return <span lang={lang}>{text}</span>;
  return (
    <ContentLink link={item.link} lang={lang} onClick={onClick}>
      {text}
    </ContentLink>
  );
}
