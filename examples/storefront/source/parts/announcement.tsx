import type { BannerPartsFragment } from '#generated/storefront/graphql.ts';
import { ContentLink } from '../navigation/content-link.tsx';
import { useShop } from '../shop.tsx';

/** The line above every page. Its height is reserved while it is on its way, so that the page does not move. */
export function Announcement({ banner }: { banner: BannerPartsFragment | undefined }) {
  const { locale, words } = useShop();
  // Banners are in English.
  const lang = locale.language === 'EN' ? undefined : 'en';
  const isShown = banner && !isOver(banner);
  return (
    <aside className="announcement" aria-label={words.announcement} lang={isShown ? lang : undefined}>
      {isShown && (banner.link ? <ContentLink link={banner.link}>{banner.title}</ContentLink> : banner.title)}
    </aside>
  );
}

/** Whether the time of a banner has ended while the page was open. */
export function isOver({ endsAt }: BannerPartsFragment): boolean {
  return endsAt !== null && Date.parse(endsAt) < Date.now();
}
