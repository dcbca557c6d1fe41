import { ArtisanDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../graph/use-graph.ts';
import { ArticleGrid, ProductGrid } from '../parts/cards.tsx';
import { useHead } from '../parts/head.ts';
import { Picture } from '../parts/picture.tsx';
import { Ready } from '../parts/states.tsx';
import { useShop } from '../shop.tsx';
import { Heading } from './home.tsx';
import { NotFound } from './not-found.tsx';

/** A maker, with a biography, pieces and articles. */
export function ArtisanPage({ name: slug }: { name: string }) {
  const { words, text, format } = useShop();
  const answer = useGraph(ArtisanDocument, { slug });
  const artisan = answer.data?.artisan;
  useHead({
    title: artisan?.name,
    description: artisan?.craft,
    image: artisan?.portrait?.url,
    pathIn: () => (artisan ? `/artisan/${artisan.slug}` : null),
  });
  return (
    <Ready answer={answer}>
      {() =>
        artisan ? (
          <>
            <div className="wrap band artisan">
              <Picture image={artisan.portrait} isFirst sizes="(min-width: 60rem) 40vw, 100vw" />
              <div>
                <p className="eyebrow">{artisan.craft}</p>
                <h1>{artisan.name}</h1>
                <p className="quiet">
                  {[
                    artisan.atelier?.name,
                    artisan.atelier?.city,
                    artisan.atelier?.countryCode && format.country(artisan.atelier.countryCode),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                {artisan.biography?.plainText.split('\n\n').map((paragraph, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph is its place in the text
                  <p key={index}>{paragraph}</p>
                ))}
              </div>
            </div>
            {artisan.products && artisan.products.nodes.length > 0 && (
              <section className="wrap band">
                <Heading title={text('worksBy', { name: artisan.name })} />
                <ProductGrid products={artisan.products.nodes} />
              </section>
            )}
            {artisan.articles && artisan.articles.nodes.length > 0 && (
              <section className="wrap band">
                <Heading title={words.stories} />
                <ArticleGrid articles={artisan.articles.nodes} />
              </section>
            )}
          </>
        ) : (
          <NotFound path={`/artisan/${slug}`} />
        )
      }
    </Ready>
  );
}
