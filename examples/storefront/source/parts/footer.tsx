import { Link } from '../navigation/link.tsx';
import { useShop } from '../shop.tsx';

export function Footer() {
  const { words } = useShop();
  return (
    <footer className="footer">
      <nav className="wrap" aria-label="AXIOM">
        <Link to="/pieces">{words.pieces}</Link>
        <Link to="/journal">{words.journal}</Link>
        <Link to="/account">{words.account}</Link>
      </nav>
      <p className="wrap">{words.footer}</p>
    </footer>
  );
}
