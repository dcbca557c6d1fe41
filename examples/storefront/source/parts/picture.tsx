import type { PictureFragment } from '#generated/storefront/graphql.ts';

/** A picture of the graph, with its size so that the page does not move when it arrives. An empty field without one. */
export function Picture({
  image,
  sizes = '50vw',
  isFirst = false,
  alt,
}: {
  image: PictureFragment | null | undefined;
  sizes?: string;
  /** Whether it is visible without scrolling. */
  isFirst?: boolean;
  alt?: string;
}) {
  if (!image) return <div className="picture empty" />;
  return (
    <div className="picture">
      <img
        src={image.url}
        alt={alt ?? image.altText ?? ''}
        width={image.width ?? 1000}
        height={image.height ?? 1000}
        sizes={sizes}
        loading={isFirst ? 'eager' : 'lazy'}
        fetchPriority={isFirst ? 'high' : 'auto'}
        decoding="async"
      />
    </div>
  );
}
