import { useState } from 'react';
import { useCart } from '../cart/cart.tsx';
import { Link } from '../navigation/link.tsx';
import { useShop } from '../shop.tsx';
import { MarketSwitch } from './market-switch.tsx';
import { SearchDialog } from './search.tsx';

/** The head of every page. */
export function Header() {
  const { words, locale } = useShop();
  const cart = useCart();
  const [opened, setOpened] = useState<'search' | 'market' | null>(null);
  const count = cart.cart?.totalQuantity ?? 0;
  return (
    <header className="header">
      <div className="wrap header-row">
        <nav aria-label={words.menu}>
          <Link to="/pieces">{words.pieces}</Link>
          <Link to="/journal">{words.journal}</Link>
        </nav>
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
      {opened === 'search' && <SearchDialog close={() => setOpened(null)} />}
      {opened === 'market' && <MarketSwitch close={() => setOpened(null)} />}
    </header>
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
