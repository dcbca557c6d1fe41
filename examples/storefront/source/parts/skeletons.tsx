import type { ReactNode } from 'react';
import { useShop } from '../shop.tsx';

/** The outline of a page that is on its way: it has the size of what comes, so that nothing moves. */
function Skeleton({ children }: { children: ReactNode }) {
  const { words } = useShop();
  return (
    <div className="skeleton" role="status">
      <span className="hidden">{words.loading}</span>
      {children}
    </div>
  );
}

const Grid = ({ count = 4 }: { count?: number }) => (
  <div className="grid">
    {Array.from({ length: count }, (_, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the items are all the same
      <div key={at}>
        <div className="bone picture" />
        <div className="bone line" />
        <div className="bone line short" />
      </div>
    ))}
  </div>
);

const Lines = ({ count }: { count: number }) => (
  <>
    {Array.from({ length: count }, (_, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the items are all the same
      <div key={at} className={`bone line ${at === count - 1 ? 'short' : ''}`} />
    ))}
  </>
);

/** Any page: a title and a grid. */
export const PageSkeleton = () => (
  <Skeleton>
    <div className="wrap band">
      <div className="bone title" />
      <Grid />
    </div>
  </Skeleton>
);

/** A list below a title that is already there. */
export const ListSkeleton = () => (
  <Skeleton>
    <div className="bone line short" />
    <Grid count={8} />
  </Skeleton>
);

/** The first page. */
export const HomeSkeleton = () => (
  <Skeleton>
    <div className="hero">
      <div className="hero-text">
        <div className="bone title" />
        <Lines count={3} />
      </div>
      <div className="bone" />
    </div>
    <div className="wrap band">
      <Grid />
    </div>
  </Skeleton>
);

/** The page of a piece. */
export const ProductSkeleton = () => (
  <Skeleton>
    <div className="wrap product">
      <div className="bone picture" />
      <div>
        <div className="bone title" />
        <Lines count={5} />
      </div>
    </div>
  </Skeleton>
);

/** An article or another text. */
export const TextSkeleton = () => (
  <Skeleton>
    <div className="wrap narrow band">
      <div className="bone title" />
      <Lines count={12} />
    </div>
  </Skeleton>
);
