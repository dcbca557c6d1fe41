import { ArticleDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../../graph/use-graph.ts';
import { ProductGrid } from '../../parts/cards.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Ready, useTitle } from '../../parts/states.tsx';
import { useShop } from '../../shop.tsx';
import { Heading } from '../home.tsx';
import { NotFound } from '../not-found.tsx';
import { Blocks } from './blocks.tsx';

/** An article, with its live pieces. */
export function ArticlePage({ slug }: { slug: string }) {
  const { words, text, format } = useShop();
  const answer = useGraph(ArticleDocument, { slug });
  useTitle(answer.data?.article?.title);
  return (
    <Ready answer={answer}>
      {({ article }) =>
        article ? (
          <article className={`article mood-${article.mood.toLowerCase()}`}>
            <header className="wrap narrow band">
              <p className="eyebrow">
                {format.day(article.publishedAt)} · {text('minutes', { n: article.narrative.readingTimeMinutes })}
              </p>
              <h1>{article.title}</h1>
              {article.author && <p className="quiet">{text('by', { name: article.author.name })}</p>}
            </header>
            {article.heroImage && (
              <div className="wrap">
                <Picture image={article.heroImage} isFirst sizes="100vw" />
              </div>
            )}
            <div className="wrap narrow band prose">
              <Blocks blocks={article.narrative.blocks} />
            </div>
            {article.linkedProducts.nodes.length > 0 && (
              <section className="wrap band">
                <Heading title={words.inThisStory} />
                <ProductGrid products={article.linkedProducts.nodes} />
              </section>
            )}
          </article>
        ) : (
          <NotFound />
        )
      }
    </Ready>
  );
}
