import { HomeDocument, type HomeQuery } from '#generated/storefront/graphql.ts';
import { useGraph } from '../graph/use-graph.ts';
import { ContentLink } from '../navigation/content-link.tsx';
import { Link } from '../navigation/link.tsx';
import { isOver } from '../parts/announcement.tsx';
import { ArticleGrid, ProductGrid } from '../parts/cards.tsx';
import { useHead } from '../parts/head.ts';
import { Picture } from '../parts/picture.tsx';
import { HomeSkeleton } from '../parts/skeletons.tsx';
import { Ready } from '../parts/states.tsx';
import { useShop } from '../shop.tsx';

/** The first page: new pieces, the banner of the editors, collections and the journal, in one query. */
export function HomePage() {
  const { words } = useShop();
  const answer = useGraph(HomeDocument, {});
  useHead({ title: words.tagline, description: words.taglineMore, pathIn: () => '/' });
  return (
    <Ready answer={answer} skeleton={<HomeSkeleton />}>
      {(data) => <Home {...data} />}
    </Ready>
  );
}

function Home({ newest, collections, articles, banners }: HomeQuery) {
  const { words } = useShop();
  const hero = articles?.nodes.find(({ hero }) => hero)?.hero;
  const banner = banners?.find((banner) => !isOver(banner));
  return (
    <>
      <section className="hero">
        <div className="hero-text">
          <h1>{words.tagline}</h1>
          <p>{words.taglineMore}</p>
          <Link to="/pieces" className="button">
            {words.discover}
          </Link>
        </div>
        <Picture image={hero} alt="" isFirst sizes="(min-width: 60rem) 58vw, 100vw" />
      </section>
      {newest && newest.nodes.length > 0 && (
        <section className="wrap band">
          <Heading title={words.newest} to="/pieces?sort=CREATED_AT_DESC" more={words.seeAll} />
          <ProductGrid products={newest.nodes} />
        </section>
      )}
      {banner && <Banner banner={banner} />}
      {collections && (
        <section className="wrap band">
          <Heading title={words.collections} />
          <ul className="collections">
            {collections.nodes.map(({ id, handle, title, description, image }) => (
              <li key={id}>
                <Link to={`/collections/${handle}`} className="collection">
                  <Picture image={image} alt="" sizes="(min-width: 60rem) 30vw, (min-width: 48rem) 45vw, 90vw" />
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

/** A banner over the whole width, with its own picture or that of the article to which it leads. Banners are in English. */
function Banner({ banner }: { banner: NonNullable<HomeQuery['banners']>[number] }) {
  const { locale } = useShop();
  const { title, text, label, link, mood } = banner;
  const image = banner.image ?? (banner.target?.__typename === 'Article' ? banner.target.heroImage : null);
  return (
    <section className={`banner mood-${mood?.toLowerCase()}`} lang={locale.language === 'EN' ? undefined : 'en'}>
      {image && <Picture image={image} alt="" sizes="(min-width: 60rem) 60vw, 100vw" />}
      <div className="banner-text">
        <h2>{title}</h2>
        {text && <p>{text}</p>}
        {link && (
          <ContentLink link={link} className="button quiet-button">
            {label ?? title}
          </ContentLink>
        )}
      </div>
    </section>
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
