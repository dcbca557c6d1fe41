import type { ReactNode } from 'react';
import type { HitsFragment, SearchSort } from '#generated/storefront/graphql.ts';
import { Link } from '../../navigation/link.tsx';
import { navigate, type Place } from '../../navigation/router.ts';
import { ProductGrid } from '../../parts/cards.tsx';
import { useShop } from '../../shop.tsx';
import { filterOf, setFilter } from './filter.ts';
import { Filters } from './filters.tsx';

const sorts = {
  RELEVANCE: 'sortRelevance',
  CREATED_AT_DESC: 'sortNewest',
  PRICE_ASC: 'sortPriceUp',
  PRICE_DESC: 'sortPriceDown',
  CARBON_ASC: 'sortCarbon',
  BEST_SELLING: 'sortBestSelling',
} as const satisfies Partial<Record<SearchSort, string>>;
type Sort = keyof typeof sorts;

/** A list of pieces: its filters, sort order and page are in the address. */
export function Listing({ found, place: { path, search } }: { found: HitsFragment; place: Place }) {
  const { words, text, href } = useShop();
  const sort = sortOf(search);
  const addressWith = (change: (next: URLSearchParams) => void, keepsPage = false) => {
    const next = new URLSearchParams(search);
    if (!keepsPage) next.delete('after');
    change(next);
    return `${path}${next.size > 0 ? `?${next}` : ''}`;
  };
  const go = (change: (next: URLSearchParams) => void) => navigate(href(addressWith(change)));
  return (
    <>
      <div className="list-head">
        <p role="status">
          {text('results', { n: found.totalCount })}
          {found.ignoredWords.length > 0 && ` · ${text('ignored', { words: found.ignoredWords.join(', ') })}`}
        </p>
        <label>
          {words.sort}{' '}
          <select value={sort} onChange={(event) => go((next) => next.set('sort', event.target.value))}>
            {(Object.keys(sorts) as Sort[]).map((name) => (
              <option key={name} value={name}>
                {words[sorts[name]]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="list">
        <Filters
          facets={found.facets}
          filter={filterOf(search)}
          apply={(filter) => go((next) => setFilter(next, filter))}
        />
        <div>
          {found.nodes.length === 0 && <Nothing>{words.empty}</Nothing>}
          <ProductGrid products={found.nodes} aboveFold={4} />
          <nav className="pages" aria-label={words.next}>
            {search.has('after') && (
              <Link to={addressWith(() => {})} className="button quiet-button">
                {words.first}
              </Link>
            )}
            {found.pageInfo.hasNextPage && found.pageInfo.endCursor && (
              <Link
                to={addressWith((next) => next.set('after', found.pageInfo.endCursor as string), true)}
                className="button quiet-button"
              >
                {words.next}
              </Link>
            )}
          </nav>
        </div>
      </div>
    </>
  );
}

/** A list without pieces, with the way to all of them. */
function Nothing({ children }: { children: ReactNode }) {
  const { words } = useShop();
  return (
    <div className="nothing">
      <p className="lead">{children}</p>
      <Link to="/pieces" className="button quiet-button">
        {words.discover}
      </Link>
    </div>
  );
}

/** The variables of a list that an address describes. */
export function variablesOf(search: URLSearchParams) {
  return { filter: filterOf(search), sort: sortOf(search), after: search.get('after') };
}

function sortOf(search: URLSearchParams): Sort {
  const chosen = search.get('sort') ?? '';
  return chosen in sorts ? (chosen as Sort) : 'RELEVANCE';
}
