import { useState } from 'react';
import { SiteDocument } from '#generated/storefront/graphql.ts';
import { useCart } from '../cart/cart.tsx';
import { useGraph } from '../graph/use-graph.ts';
import { Link } from '../navigation/link.tsx';
import { useShop } from '../shop.tsx';
import { Announcement } from './announcement.tsx';
import { MarketSwitch } from './market-switch.tsx';
import { MenuBar, MenuDialog } from './menus.tsx';
import { SearchDialog } from './search.tsx';

/** The head of every page. Without the menus of the editors it still leads to all pieces and to the journal. */
export function Header() {
  const { words, locale } = useShop();
  const cart = useCart();
  const { data } = useGraph(SiteDocument, {});
  const [opened, setOpened] = useState<'menu' | 'search' | 'market' | null>(null);
  const count = cart.cart?.totalQuantity ?? 0;
  const items = data?.main?.items ?? [];
  const close = () => setOpened(null);
  return (
    <>
      <Announcement banner={data?.announcements?.[0]} />
      <header className="header">
        <div className="wrap header-row">
          <button type="button" className="tool menu-button" onClick={() => setOpened('menu')}>
            <Icon path="M3.500 8h17M3.500 16h17" />
            <span className="hidden">{words.menu}</span>
          </button>
          <MenuBar items={items} />
          <Link to="/" className="brand" aria-label="AXIOM">
            Axiom
          </Link>
          <div className="header-tools">
            <button type="button" className="tool market" onClick={() => setOpened('market')}>
              <span className="hidden">{words.market} </span>
              {locale.country} · {locale.language}
            </button>
            <button type="button" className="tool" onClick={() => setOpened('search')}>
              <Icon path="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L20.5 20.5" />
              <span className="hidden">{words.search}</span>
            </button>
            <Link to="/account" className="tool">
              <Icon path="M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.500 7.500 5.500" />
              <span className="hidden">{words.account}</span>
            </Link>
            <button type="button" className="tool" onClick={cart.open}>
              <Icon path="M5.500 8.500h13l1 12h-15ZM9 8.500V7a3 3 0 0 1 6 0v1.500" />
              <span className="hidden">{words.cart} </span>
              {count > 0 && <span className="count">{count}</span>}
            </button>
          </div>
        </div>
      </header>
      {opened === 'menu' && <MenuDialog items={items} close={close} openMarket={() => setOpened('market')} />}
      {opened === 'search' && <SearchDialog close={close} />}
      {opened === 'market' && <MarketSwitch close={close} />}
    </>
  );
}

function Icon({ path }: { path: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="22"
      height="22"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.2"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
