import type { ReactNode } from 'react';
import type { LinkPartsFragment } from '#generated/storefront/graphql.ts';
import { Link } from './link.tsx';

/** The path below the locale to which a link of the editors leads. Null for another site. */
function pathOf(link: LinkPartsFragment): string | null {
  if ('href' in link) return link.href.startsWith('/') ? link.href : null;
  if (link.__typename === 'Article') return `/journal/${link.slug}`;
  if (link.__typename === 'Page') return `/pages/${link.slug}`;
  if (link.__typename === 'Product') return `/product/${link.handle}`;
  return `/${link.__typename === 'Category' ? 'categories' : 'collections'}/${link.handle}`;
}

/** A link of the editors: to a page of the shop, or to another site or a mail address. */
export function ContentLink({
  link,
  className,
  lang,
  onClick,
  children,
}: {
  link: LinkPartsFragment;
  className?: string;
  lang?: string;
  onClick?(): void;
  children: ReactNode;
}) {
  const path = pathOf(link);
  const shared = { className, lang, onClick };
  if (path) {
    return (
      <Link to={path} {...shared}>
        {children}
      </Link>
    );
  }
  return (
    <a href={'href' in link ? link.href : undefined} {...shared}>
      {children}
    </a>
  );
}
