import { PageDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../graph/use-graph.ts';
import type { Place } from '../navigation/router.ts';
import { useHead } from '../parts/head.ts';
import { TextSkeleton } from '../parts/skeletons.tsx';
import { Ready } from '../parts/states.tsx';
import { useShop } from '../shop.tsx';
import { Blocks } from './journal/blocks.tsx';
import { NotFound } from './not-found.tsx';

/** A page of the editors: about AXIOM, service, legal texts. They are in English. */
export function TextPage({ name: slug, place }: { name: string; place: Place }) {
  const { locale } = useShop();
  const answer = useGraph(PageDocument, { slug });
  const page = answer.data?.page;
  useHead({
    title: page?.title,
    description: page?.description,
    pathIn: () => (page ? `/pages/${page.slug}` : null),
    structuredData: page?.structuredData,
  });
  return (
    <Ready answer={answer} skeleton={<TextSkeleton />}>
      {() =>
        page ? (
          <article lang={locale.language === 'EN' ? undefined : 'en'}>
            <header className="wrap narrow text-head">
              <h1>{page.title}</h1>
              {page.description && <p className="lead">{page.description}</p>}
            </header>
            <div className="wrap narrow prose text-body">
              <Blocks blocks={page.narrative.blocks} />
            </div>
          </article>
        ) : (
          <NotFound path={place.path} />
        )
      }
    </Ready>
  );
}
