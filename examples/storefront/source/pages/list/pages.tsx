import {
  CategoryDocument,
  type CategoryQuery,
  CollectionDocument,
  type CollectionQuery,
  ProductsDocument,
} from '#generated/storefront/graphql.ts';
import { type Answer, useGraph } from '../../graph/use-graph.ts';
import type { Place } from '../../navigation/router.ts';
import { pathsOf, useHead } from '../../parts/head.ts';
import { Picture } from '../../parts/picture.tsx';
import { ListSkeleton, PageSkeleton } from '../../parts/skeletons.tsx';
import { Ready, Unavailable } from '../../parts/states.tsx';
import { Trail } from '../../parts/trail.tsx';
import { useShop } from '../../shop.tsx';
import { NotFound } from '../not-found.tsx';
import { Listing, variablesOf } from './list.tsx';

/** All pieces, or those that a search has found. */
export function ListPage({ place }: { place: Place }) {
  const { words, text } = useShop();
  const query = place.search.get('q') ?? '';
  const title = query ? text('resultsFor', { query }) : words.pieces;
  useHead({ title, description: words.taglineMore, ...(!query && { pathIn: () => '/pieces' }) });
  const answer = useGraph(ProductsDocument, { query, ...variablesOf(place.search) });
  return (
    <div className="wrap band">
      <h1>{title}</h1>
      <Ready answer={answer} skeleton={<ListSkeleton />}>
        {({ search }) => search && <Listing found={search} place={place} />}
      </Ready>
    </div>
  );
}

/** A collection of AXIOM, with its facets. */
export function CollectionPage({ name: handle, place }: { name: string; place: Place }) {
  const answer = useGraph(CollectionDocument, { handle, ...variablesOf(place.search) });
  return <GroupPage answer={answer} folder="collections" place={place} />;
}

/** A kind of pieces, with its facets. */
export function CategoryPage({ name: handle, place }: { name: string; place: Place }) {
  const answer = useGraph(CategoryDocument, { handle, ...variablesOf(place.search) });
  return <GroupPage answer={answer} folder="categories" place={place} />;
}

/** A collection or a category: its words and picture, and the pieces that the search has found in it. */
function GroupPage({
  answer,
  folder,
  place,
}: {
  answer: Answer<CollectionQuery | CategoryQuery>;
  folder: 'collections' | 'categories';
  place: Place;
}) {
  const group = answer.data?.group;
  useHead({
    title: group?.seo.title,
    description: group?.seo.description,
    image: group?.seo.image?.url,
    pathIn: pathsOf(folder, group?.alternates),
  });
  return (
    <Ready answer={answer} skeleton={<PageSkeleton />}>
      {() =>
        group ? (
          <>
            <header className="wrap group-head">
              <div>
                {'ancestors' in group && <Trail ancestors={group.ancestors} />}
                <h1>{group.title}</h1>
                {group.description && <p className="lead">{group.description}</p>}
              </div>
              {group.image && <Picture image={group.image} alt="" isFirst sizes="(min-width: 48rem) 45vw, 100vw" />}
            </header>
            <div className="wrap group-list">
              {group.search ? <Listing found={group.search} place={place} /> : <Unavailable />}
            </div>
          </>
        ) : (
          <NotFound path={place.path} />
        )
      }
    </Ready>
  );
}
