import { type FormEvent, useDeferredValue, useState } from 'react';
import { SuggestionsDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../graph/use-graph.ts';
import { Link } from '../navigation/link.tsx';
import { navigate } from '../navigation/router.ts';
import { useShop } from '../shop.tsx';
import { Dialog } from './dialog.tsx';
import { Picture } from './picture.tsx';

/** The search field with completions while the visitor types. */
export function SearchDialog({ close }: { close(): void }) {
  const { words, text, href } = useShop();
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const { data } = useGraph(SuggestionsDocument, { query }, { pause: query.length < 2 });
  const suggestions = query.length < 2 ? [] : (data?.suggest ?? []);
  const listAddress = (words: string) => `/pieces?q=${encodeURIComponent(words)}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!typed.trim()) return;
    close();
    navigate(href(listAddress(typed.trim())));
  };
  return (
    <Dialog title={words.search} className="search" close={close}>
      <search>
        <form onSubmit={submit}>
          <input
            type="search"
            aria-label={words.searchFor}
            placeholder={words.searchFor}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoFocus
          />
        </form>
      </search>
      <ul className="suggestions" aria-live="polite">
        {suggestions.map(({ kind, text: found, product }) => (
          <li key={`${kind} ${product?.handle ?? found}`}>
            <Link to={product ? `/product/${product.handle}` : listAddress(found)} onClick={close}>
              {product && <Picture image={product.thumbnail} alt="" sizes="3.25rem" />}
              <span>{found}</span>
            </Link>
          </li>
        ))}
        {query.length >= 2 && (
          <li>
            <Link to={listAddress(query)} onClick={close} className="more">
              {text('moreResults', { query })}
            </Link>
          </li>
        )}
      </ul>
    </Dialog>
  );
}
