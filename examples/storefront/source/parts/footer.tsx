import { SiteDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../graph/use-graph.ts';
import { Link } from '../navigation/link.tsx';
import { MenuItem } from '../navigation/menu.tsx';
import { useShop } from '../shop.tsx';

/** The foot of every page, with the menu of the editors. */
export function Footer() {
  const { words } = useShop();
  const { data } = useGraph(SiteDocument, {});
  return (
    <footer className="footer">
      <div className="wrap footer-columns">
        <p className="footer-brand">
          <span className="brand">Axiom</span>
          {words.tagline}
        </p>
        <nav className="footer-menu" aria-label={words.footerMenu}>
          <ul>
            <li>
              <Link to="/pieces">{words.pieces}</Link>
            </li>
            <li>
              <Link to="/journal">{words.journal}</Link>
            </li>
            <li>
              <Link to="/account">{words.account}</Link>
            </li>
          </ul>
          {data?.footer?.items.map((group) => (
            <div key={group.key}>
              <p className="footer-title">
                <MenuItem item={group} />
              </p>
              <ul>
                {group.items.map((item) => (
                  <li key={item.key}>
                    <MenuItem item={item} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      </div>
      <p className="wrap footer-note">{words.footer}</p>
    </footer>
  );
}
