import { StoresDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../../graph/use-graph.ts';
import { Link } from '../../navigation/link.tsx';
import { useHead } from '../../parts/head.ts';
import { PageSkeleton } from '../../parts/skeletons.tsx';
import { Ready } from '../../parts/states.tsx';
import { WorldMap } from '../../parts/world-map.tsx';
import { useShop } from '../../shop.tsx';
import { Place } from './place.tsx';

/** All stores, on a map and in a list. */
export function StoresPage() {
  const { words } = useShop();
  const answer = useGraph(StoresDocument, {});
  useHead({ title: words.stores, description: words.storesLead, pathIn: () => '/stores' });
  return (
    <Ready answer={answer} skeleton={<PageSkeleton />}>
      {({ stores }) => (
        <>
          <header className="wrap band stores-head">
            <h1>{words.stores}</h1>
            <p className="lead">{words.storesLead}</p>
          </header>
          <div className="wrap">
            <WorldMap
              title={words.stores}
              points={(stores?.nodes ?? []).map(({ id, address: { city }, coordinates }) => ({
                id,
                label: city,
                ...coordinates,
                isMain: true,
              }))}
            />
          </div>
          <ul className="wrap band stores">
            {stores?.nodes.map((store) => (
              <li key={store.id}>
                <h2>
                  <Link to={`/stores/${store.slug}`}>{store.address.city}</Link>
                </h2>
                <Place store={store} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Ready>
  );
}
