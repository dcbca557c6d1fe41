import { Link } from '../navigation/link.tsx';
import { useTitle } from '../parts/states.tsx';
import { useShop } from '../shop.tsx';

/** An address without a page, or a piece that does not exist. */
export function NotFound() {
  const { words } = useShop();
  useTitle(words.notFound);
  return (
    <section className="state">
      <p className="eyebrow">404</p>
      <h1>{words.notFound}</h1>
      <p>{words.notFoundMore}</p>
      <Link to="/" className="button">
        {words.backHome}
      </Link>
    </section>
  );
}
