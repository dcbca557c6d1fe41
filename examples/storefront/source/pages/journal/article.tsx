import { ArticleDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../../graph/use-graph.ts';
import { ArticleGrid, ProductGrid } from '../../parts/cards.tsx';
import { pathsOf, useHead } from '../../parts/head.ts';
import { Picture } from '../../parts/picture.tsx';
import { TextSkeleton } from '../../parts/skeletons.tsx';
import { Ready } from '../../parts/states.tsx';
import { useShop } from '../../shop.tsx';
import { Heading } from '../home.tsx';
import { NotFound } from '../not-found.tsx';
import { Blocks } from './blocks.tsx';

/** An article, with its live pieces. */
export function ArticlePage({ slug }: { slug: string }) {
  const { words, text, format, locale } = useShop();
  const answer = useGraph(ArticleDocument, { slug });
  const article = answer.data?.article;
  useHead({
    title: article?.title,
    description: article?.narrative.excerpt,
    image: article?.heroImage?.url,
    pathIn: pathsOf(
      'journal',
      article?.alternates.map(({ language, slug }) => ({ language, handle: slug })),
    ),
    structuredData: article?.structuredData,
  });
  return (
    <Ready answer={answer} skeleton={<TextSkeleton />}>
      {() =>
        article ? (
          <article
            className={`article mood-${article.mood.toLowerCase()}`}
            lang={article.language === locale.language ? undefined : article.language.toLowerCase()}
          >
            <header className="wrap narrow band">
              <p className="eyebrow">
                {format.day(article.publishedAt)} · {text('minutes', { n: article.narrative.readingTimeMinutes })}
              </p>
              <h1>{article.title}</h1>
              {article.author && <p className="quiet">{text('by', { name: article.author.name })}</p>}
            </header>
            {article.heroImage && (
              <div className="wrap">
                <Picture image={article.heroImage} isFirst sizes="(min-width: 90rem) 82rem, 93vw" />
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
            {article.related && article.related.length > 0 && (
              <section className="wrap band">
                <Heading title={article.series?.title ?? words.readOn} />
                <ArticleGrid articles={article.related} />
              </section>
            )}
          </article>
        ) : (
          <NotFound path={`/journal/${slug}`} />
        )
      }
    </Ready>
  );
}
