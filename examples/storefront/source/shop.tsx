import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { Provider } from 'urql';
import { createClient } from './graph/client.ts';
import { type Formats, formatsFor } from './locale/format.ts';
import { addressOf, keepLocale, type Locale, tagOf } from './locale/locale.ts';
import { fill, loadWords, type Words } from './locale/words.ts';

/** What every part of the shop needs: the locale, its words and formats, and addresses. */
interface Shop {
  locale: Locale;
  words: Words;
  format: Formats;
  /** The address of a page from its path below the locale. */
  href(path: string): string;
  /** A text with its values filled. */
  text(name: keyof Words, values?: Record<string, string | number>): string;
  /** Starts with an empty cache: after a sign-in or a sign-out. */
  renew(): void;
}

const ShopContext = createContext<Shop | null>(null);

/** The shop around this component. */
export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error('useShop needs a ShopProvider.');
  return shop;
}

/** Provides the shop in one locale, once its words are loaded. */
export function ShopProvider({ language, country, children }: Locale & { children: ReactNode }) {
  const [loaded, setLoaded] = useState<{ words: Words; locale: Locale } | null>(null);
  const [viewer, setViewer] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    const locale: Locale = { language, country };
    void loadWords(language).then((words) => isCurrent && setLoaded({ words, locale }));
    keepLocale(locale);
    document.documentElement.lang = tagOf(locale);
    return () => {
      isCurrent = false;
    };
  }, [language, country]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another viewer needs another cache
  const client = useMemo(() => createClient({ language, country }), [language, country, viewer]);
  const shop = useMemo<Shop | null>(() => {
    if (!loaded) return null;
    const { words, locale } = loaded;
    return {
      locale,
      words,
      format: formatsFor(locale),
      href: (path) => addressOf(locale, path),
      text: (name, values) => (values ? fill(words[name], values) : words[name]),
      renew: () => setViewer((count) => count + 1),
    };
  }, [loaded]);
  if (!shop) return null;
  return (
    <ShopContext value={shop}>
      <Provider value={client}>{children}</Provider>
    </ShopContext>
  );
}
