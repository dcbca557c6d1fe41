import { Link } from '../navigation/link.tsx';
import { useShop } from '../shop.tsx';

/** The categories above a page. */
export function Trail({ ancestors }: { ancestors: readonly { id: string; handle: string; name: string }[] }) {
  const { words } = useShop();
  return (
    <nav aria-label={words.trail}>
      <ol className="trail">
        <li>
          <Link to="/pieces">{words.pieces}</Link>
        </li>
        {ancestors.map(({ id, handle, name }) => (
          <li key={id}>
            <Link to={`/categories/${handle}`}>{name}</Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
