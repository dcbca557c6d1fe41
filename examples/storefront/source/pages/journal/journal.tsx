import { ArticlesDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../../graph/use-graph.ts';
import { Link } from '../../navigation/link.tsx';
import type { Place } from '../../navigation/router.ts';
import { ArticleGrid } from '../../parts/cards.tsx';
import { useHead } from '../../parts/head.ts';
import { Ready } from '../../parts/states.tsx';
import { useShop } from '../../shop.tsx';
import { ArticlePage } from './article.tsx';

/** The articles, or one of them. */
export function JournalPage({ place, name }: { place: Place; name: string }) {
  return name ? <ArticlePage slug={name} /> : <Articles after={place.search.get('after')} />;
}

function Articles({ after }: { after: string | null }) {
  const { words } = useShop();
  useHead({ title: words.articles, description: words.articlesLead, pathIn: () => '/journal' });
  const answer = useGraph(ArticlesDocument, { after });
  return (
    <div className="wrap band">
      <h1>{words.articles}</h1>
      <p className="lead">{words.articlesLead}</p>
      <Ready answer={answer}>
        {({ articles }) =>
          articles && (
            <>
              <ArticleGrid articles={articles.nodes} />
              {articles.pageInfo.hasNextPage && (
                <nav className="pages" aria-label={words.next}>
                  <Link to={`/journal?after=${articles.pageInfo.endCursor}`} className="button quiet-button">
                    {words.next}
                  </Link>
                </nav>
              )}
            </>
          )
        }
      </Ready>
    </div>
  );
}
