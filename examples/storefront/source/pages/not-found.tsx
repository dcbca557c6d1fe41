import { useEffect } from 'react';
import { RedirectDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../graph/use-graph.ts';
import { Link } from '../navigation/link.tsx';
import { navigate } from '../navigation/router.ts';
import { useHead } from '../parts/head.ts';
import { PageSkeleton } from '../parts/skeletons.tsx';
import { Failure } from '../parts/states.tsx';
import { useShop } from '../shop.tsx';

/** An address without a page, or a piece that does not exist. It may have moved: the graph is asked first. */
export function NotFound({ path }: { path: string }) {
  const { words, href } = useShop();
  const { data, isLoading, failure, retry } = useGraph(RedirectDocument, { path });
  const destination = data?.redirect?.destination;
  useHead({ title: words.notFound });
  useEffect(() => {
    if (destination?.startsWith('/')) navigate(href(destination), { replace: true });
    else if (destination) location.replace(destination);
  }, [destination, href]);
  if (isLoading || destination) return <PageSkeleton />;
  if (failure) return <Failure retry={retry} />;
  return (
    <section className="state">
      <p className="eyebrow">404</p>
      <h1>{words.notFound}</h1>
      <p>{words.notFoundMore}</p>
      <Link to="/" className="button">
        {words.backHome}
      </Link>
    </section>
  );
}
