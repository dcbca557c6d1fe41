import { useState } from 'react';
import { type AccountQuery, WishlistRemoveDocument } from '#generated/storefront/graphql.ts';
import { useSend } from '../../graph/use-graph.ts';
import { ProductCard } from '../../parts/cards.tsx';
import { useShop } from '../../shop.tsx';

type Wishlist = NonNullable<AccountQuery['viewer']>['wishlist'];

/** The wishlist. A piece that is no longer sold can still be removed. */
export function Wishes({ wishlist, changed }: { wishlist: Wishlist; changed(): void }) {
  const { words } = useShop();
  const send = useSend();
  const [said, setSaid] = useState<string>();
  const remove = async (id: string) => {
    const { data } = await send(WishlistRemoveDocument, { id });
    setSaid(data?.result?.removedId ? undefined : words.failed);
    changed();
  };
  return (
    <section className="band" aria-label={words.wishlist}>
      <h2>{words.wishlist}</h2>
      {wishlist?.items.nodes.length === 0 && <p className="quiet">{words.noWishes}</p>}
      <ul className="grid">
        {wishlist?.items.nodes.map(({ id, product }) => (
          <li key={id}>
            {product ? <ProductCard product={product} /> : <p className="quiet">{words.unavailable}</p>}
            <button type="button" className="plain" onClick={() => void remove(id)}>
              {words.remove}
              <span className="hidden"> {product?.title}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status">{said}</p>
    </section>
  );
}
