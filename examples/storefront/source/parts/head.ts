import { useEffect } from 'react';
import { addressOf, type Language, languages, type tagOf, usualCountry } from '../locale/locale.ts';
import { useShop } from '../shop.tsx';

/** What the head of the document says of a page. */
export interface Head {
  /** Undefined while it is not known. */
  title: string | undefined;
  description?: string | null;
  /** The address of a picture, for previews. */
  image?: string;
  /** The path below the locale in a language, null where the page does not exist in it. Without it the page has no address for search engines. */
  pathIn?(language: Language): string | null;
  /** JSON-LD of the graph. One without a `@graph` knows no addresses: the page's is added. */
  structuredData?: Record<string, unknown> | null;
}

/** Sets the title, the description, the addresses in other languages and the structured data of the page. */
export function useHead({ title, description, image, pathIn, structuredData }: Head): void {
  const { locale } = useShop();
  const path = pathIn?.(locale.language);
  const english = pathIn?.('EN');
  // A text that is not translated is shown in English, and its English page is the one to find.
  const address = path
    ? absolute(locale, path)
    : english && absolute({ language: 'EN', country: usualCountry.EN }, english);
  const elements: [name: string, attributes: Record<string, string>, text?: string][] = [];
  if (description) {
    elements.push(['meta', { name: 'description', content: description }]);
    elements.push(['meta', { property: 'og:description', content: description }]);
  }
  if (title) elements.push(['meta', { property: 'og:title', content: title }]);
  if (image) elements.push(['meta', { property: 'og:image', content: image }]);
  if (address) elements.push(['link', { rel: 'canonical', href: address }]);
  else if (title) elements.push(['meta', { name: 'robots', content: 'noindex' }]);
  for (const language of pathIn ? languages : []) {
    const there = pathIn?.(language);
    if (!there) continue;
    const href = absolute({ language, country: usualCountry[language] }, there);
    elements.push(['link', { rel: 'alternate', hreflang: language.toLowerCase(), href }]);
    if (language === 'EN') elements.push(['link', { rel: 'alternate', hreflang: 'x-default', href }]);
  }
  if (structuredData) {
    const addresses = address && !('@graph' in structuredData) ? { url: address, mainEntityOfPage: address } : {};
    const data = { ...structuredData, ...addresses };
    elements.push(['script', { type: 'application/ld+json' }, JSON.stringify(data)]);
  }
  const written = JSON.stringify(elements);
  useEffect(() => {
    document.title = title ? `${title} — AXIOM` : 'AXIOM';
    const made = (JSON.parse(written) as typeof elements).map(([name, attributes, text = '']) => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text;
      return element;
    });
    document.head.append(...made);
    return () => {
      for (const element of made) element.remove();
    };
  }, [title, written]);
}

/** The paths of an object that has another last segment in each language. */
export function pathsOf(folder: string, alternates: readonly { language: string; handle: string }[] | undefined) {
  const handles = new Map(alternates?.map(({ language, handle }) => [language, handle]));
  return (language: Language) => {
    const handle = handles.get(language);
    return handle ? `/${folder}/${handle}` : null;
  };
}

/** The absolute address of pages of a kind, with `{handle}` in place of the handle, which `URL` would encode. */
export const addressWithHandle = (locale: Parameters<typeof tagOf>[0], folder: string) =>
  `${location.origin}${addressOf(locale, `/${folder}/{handle}`)}`;

const absolute = (locale: Parameters<typeof tagOf>[0], path: string) =>
  new URL(addressOf(locale, path), location.origin).href;
