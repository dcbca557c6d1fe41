import type { ReactNode } from 'react';
import type { Answer } from '../graph/use-graph.ts';
import { useShop } from '../shop.tsx';
import { PageSkeleton } from './skeletons.tsx';

/** What a page shows while its query runs, and when it fails. `children` renders the data. */
export function Ready<Data>({
  answer,
  skeleton = <PageSkeleton />,
  children,
}: {
  answer: Answer<Data>;
  skeleton?: ReactNode;
  children(data: Data): ReactNode;
}) {
  if (answer.failure) return <Failure retry={answer.retry} />;
  if (!answer.data) return skeleton;
  return (
    <div className={answer.isStale ? 'stale' : undefined} aria-busy={answer.isStale}>
      {answer.isPartial && <Partial retry={answer.retry} />}
      {children(answer.data)}
    </div>
  );
}

/** A page that could not be loaded. */
export function Failure({ retry }: { retry(): void }) {
  const { words } = useShop();
  return (
    <section className="state" role="alert">
      <h1>{words.failed}</h1>
      <p>{words.failedMore}</p>
      <button type="button" className="button" onClick={retry}>
        {words.retry}
      </button>
    </section>
  );
}

/** A part of a page whose system is unavailable. */
export function Unavailable() {
  const { words } = useShop();
  return <p className="unavailable">{words.partial}</p>;
}

/** A system is unavailable: its fields are missing, and the rest is shown. */
export function Partial({ retry }: { retry(): void }) {
  const { words } = useShop();
  return (
    <p className="partial" role="status">
      {words.partial}{' '}
      <button type="button" className="plain" onClick={retry}>
        {words.retry}
      </button>
    </p>
  );
}
