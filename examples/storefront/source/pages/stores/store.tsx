import { StoreDocument, type StoreQuery } from '#generated/storefront/graphql.ts';
import { useGraph } from '../../graph/use-graph.ts';
import { Link } from '../../navigation/link.tsx';
import type { Place as Address } from '../../navigation/router.ts';
import { useHead } from '../../parts/head.ts';
import { PageSkeleton } from '../../parts/skeletons.tsx';
import { Ready } from '../../parts/states.tsx';
import { WorldMap } from '../../parts/world-map.tsx';
import { useShop } from '../../shop.tsx';
import { NotFound } from '../not-found.tsx';
import { Place } from './place.tsx';

type Store = NonNullable<StoreQuery['store']>;

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** A store with its hours. Its description is in English. */
export function StorePage({ name: slug, place }: { name: string; place: Address }) {
  const { locale, words } = useShop();
  const answer = useGraph(StoreDocument, { slug });
  const store = answer.data?.store;
  useHead({
    title: store ? `${store.address.city}, ${store.name}` : undefined,
    description: store?.description,
    pathIn: () => (store ? `/stores/${store.slug}` : null),
    structuredData: store?.structuredData,
  });
  return (
    <Ready answer={answer} skeleton={<PageSkeleton />}>
      {() =>
        store ? (
          <div className="wrap band store">
            <div>
              <p className="eyebrow">
                <Link to="/stores">{words.stores}</Link>
              </p>
              <h1>{store.address.city}</h1>
              {store.description && (
                <p className="lead" lang={locale.language === 'EN' ? undefined : 'en'}>
                  {store.description}
                </p>
              )}
              <Place store={store} />
            </div>
            <div>
              <Hours store={store} />
            </div>
            <WorldMap
              title={store.name}
              points={[{ id: store.id, label: store.name, ...store.coordinates, isMain: true }]}
            />
          </div>
        ) : (
          <NotFound path={place.path} />
        )
      }
    </Ready>
  );
}

function Hours({ store: { openingHours, specialDays } }: { store: Store }) {
  const { words, locale, format } = useShop();
  const nameOf = new Intl.DateTimeFormat(locale.language.toLowerCase(), { weekday: 'long', timeZone: 'UTC' });
  const next = specialDays.slice(0, 4);
  return (
    <>
      <h2>{words.hours}</h2>
      <dl className="costs">
        {weekdays.map((weekday, at) => {
          const periods = openingHours.filter((hours) => hours.weekday === weekday);
          return (
            <div key={weekday}>
              {/* 1 January 2024 was a Monday. */}
              <dt>{nameOf.format(Date.UTC(2024, 0, 1 + at))}</dt>
              <dd>{periodsOf(periods) || words.closed}</dd>
            </div>
          );
        })}
      </dl>
      {next.length > 0 && (
        <>
          <h3>{words.otherHours}</h3>
          <dl className="costs">
            {next.map(({ date, note, periods }) => (
              <div key={date}>
                <dt>
                  {format.day(date)}
                  {note && (
                    <span className="quiet" lang="en">
                      {' '}
                      {note}
                    </span>
                  )}
                </dt>
                <dd>{periodsOf(periods) || words.closed}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}

const periodsOf = (periods: readonly { opensAt: string; closesAt: string }[]) =>
  periods.map(({ opensAt, closesAt }) => `${opensAt}–${closesAt}`).join(', ');
