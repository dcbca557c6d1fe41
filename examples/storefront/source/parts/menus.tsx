import { type KeyboardEvent, useId, useState } from 'react';
import type { MenuPartsFragment } from '#generated/storefront/graphql.ts';
import { Link } from '../navigation/link.tsx';
import { MenuItem, useItemWords } from '../navigation/menu.tsx';
import { useShop } from '../shop.tsx';
import { Dialog } from './dialog.tsx';

type Items = MenuPartsFragment['items'];

/** The main menu on a wide screen. The items below open with the pointer or a press, and close with Escape. */
export function MenuBar({ items }: { items: Items }) {
  const { words } = useShop();
  const wordsOf = useItemWords();
  const [opened, setOpened] = useState<string | null>(null);
  const id = useId();
  const close = () => setOpened(null);
  const closeByKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
  return (
    <nav className="menu-bar" aria-label={words.menu} onKeyDown={closeByKey}>
      <Link to="/pieces">{words.pieces}</Link>
      {items.map((item) => {
        const { text, lang } = wordsOf(item);
        const isOpen = opened === item.key;
        if (item.items.length === 0) return <MenuItem key={item.key} item={item} />;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same
          <div
            key={item.key}
            className="menu-item"
            onPointerEnter={({ pointerType }) => pointerType === 'mouse' && setOpened(item.key)}
            onPointerLeave={({ pointerType }) => pointerType === 'mouse' && close()}
            onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && close()}
          >
            <button
              type="button"
              lang={lang}
              aria-expanded={isOpen}
              aria-controls={`${id}-${item.key}`}
              onClick={() => setOpened(isOpen ? null : item.key)}
            >
              {text}
            </button>
            <ul id={`${id}-${item.key}`} className="menu-panel" hidden={!isOpen}>
              {item.link && (
                <li>
                  <MenuItem item={{ ...item, title: words.seeAll, link: item.link }} onClick={close} />
                </li>
              )}
              {item.items.map((inner) => (
                <li key={inner.key}>
                  <MenuItem item={inner} onClick={close} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

/** The main menu on a phone. */
export function MenuDialog({ items, close, openMarket }: { items: Items; close(): void; openMarket(): void }) {
  const { words, locale, format } = useShop();
  return (
    <Dialog title={words.menu} className="side start" close={close}>
      <nav aria-label={words.menu}>
        <ul className="menu-list">
          <li>
            <Link to="/pieces" onClick={close}>
              {words.pieces}
            </Link>
          </li>
          {items.map((item) => (
            <li key={item.key}>
              <MenuItem item={item} onClick={close} />
              {item.items.length > 0 && (
                <ul>
                  {item.items.map((inner) => (
                    <li key={inner.key}>
                      <MenuItem item={inner} onClick={close} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
          <li>
            <Link to="/account" onClick={close}>
              {words.account}
            </Link>
          </li>
        </ul>
      </nav>
      <button type="button" className="plain" onClick={openMarket}>
        {format.country(locale.country)} · {locale.language}
        <span className="hidden"> {words.market}</span>
      </button>
    </Dialog>
  );
}
