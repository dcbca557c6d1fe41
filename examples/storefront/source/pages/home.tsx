import { HomeDocument, type HomeQuery } from '#generated/storefront/graphql.ts';
import { useGraph } from '../graph/use-graph.ts';
import { Link } from '../navigation/link.tsx';
import { ArticleGrid, ProductGrid } from '../parts/cards.tsx';
import { Picture } from '../parts/picture.tsx';
import { Ready, useTitle } from '../parts/states.tsx';
import { useShop } from '../shop.tsx';

/** The first page: new pieces, collections and the journal, in one query. */
export function HomePage() {
  const { words } = useShop();
  const answer = useGraph(HomeDocument, {});
  useTitle(undefined);
  return <Ready answer={answer}>{(data) => <Home data={data} title={words.tagline} />}</Ready>;
}

function Home({ data: { newest, collections, articles }, title }: { data: HomeQuery; title: string }) {
  const { words } = useShop();
  const hero = articles?.nodes.find(({ heroImage }) => heroImage)?.heroImage;
  return (
    <>
      <section className="hero">
        <Picture image={hero} alt="" isFirst sizes="100vw" />
        <div className="hero-text">
          <h1>{title}</h1>
          <p>{words.taglineMore}</p>
          <Link to="/pieces" className="button">
            {words.discover}
          </Link>
        </div>
      </section>
      {newest && newest.nodes.length > 0 && (
        <section className="wrap band">
          <Heading title={words.newest} to="/pieces?sort=CREATED_AT_DESC" more={words.seeAll} />
          <ProductGrid products={newest.nodes} />
        </section>
      )}
      {collections && (
        <section className="wrap band">
          <Heading title={words.collections} />
          <ul className="collections">
            {collections.nodes.map(({ id, handle, title, description, products }) => (
              <li key={id}>
                <Link to={`/pieces?collection=${handle}`} className="collection">
                  <Picture image={products?.nodes[0]?.thumbnail} alt="" sizes="(min-width: 60rem) 40vw, 100vw" />
                  <span className="card-title large">{title}</span>
                  <span className="card-more">{description}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {articles && articles.nodes.length > 0 && (
        <section className="wrap band">
          <Heading title={words.fromJournal} to="/journal" more={words.seeAll} />
          <ArticleGrid articles={articles.nodes} />
        </section>
      )}
    </>
  );
}

/** A heading, with a link to all of its list. */
export function Heading({ title, to, more }: { title: string; to?: string; more?: string }) {
  return (
    <div className="heading">
      <h2>{title}</h2>
      {to && (
        <Link to={to}>
          {more}
          <span className="hidden"> {title}</span>
        </Link>
      )}
    </div>
  );
}
