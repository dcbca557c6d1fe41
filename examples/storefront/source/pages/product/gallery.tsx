import { Picture } from '../../parts/picture.tsx';
import { useShop } from '../../shop.tsx';
import { Model } from './model.tsx';
import type { Product, Variant } from './piece.ts';

type Item = Product['media']['nodes'][number];

/**
 * Pictures, videos and the model in the order of the editors: below each other on a wide screen, side by side to swipe on a phone. The
 * picture of the chosen variant is the first.
 */
export function Gallery({ product, variant }: { product: Product; variant: Variant | undefined }) {
  const { words } = useShop();
  const shown = product.media.nodes.filter(
    (item) => item.__typename !== 'ProductModel' || product.digitalAssets?.asset,
  );
  const chosen = variant?.images[0]?.url;
  const isChosen = (item: Item) => item.__typename === 'Image' && item.original === chosen;
  const items = [...shown.filter(isChosen), ...shown.filter((item) => !isChosen(item))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className="gallery" aria-label={words.pictures} tabIndex={0}>
      {items.length === 0 && <Picture image={product.thumbnail} isFirst sizes={widths(0)} />}
      {items.map((item, at) => (
        <figure key={keyOf(item)}>
          <Medium item={item} at={at} product={product} />
        </figure>
      ))}
    </section>
  );
}

function Medium({ item, at, product }: { item: Item; at: number; product: Product }) {
  if (item.__typename === 'Image') {
    return <Picture image={item} alt={item.altText ?? product.title} isFirst={at === 0} sizes={widths(at)} />;
  }
  if (item.__typename === 'ProductModel') return <Model product={product} />;
  return (
    <video
      className="picture"
      controls
      muted
      playsInline
      preload="none"
      poster={item.poster?.url}
      aria-label={item.altText ?? product.title}
    >
      {item.sources.map(({ url, contentType }) => (
        <source key={url} src={url} type={contentType} />
      ))}
    </video>
  );
}

/** The first picture is as wide as the gallery, the others are half as wide. On a phone each fills the screen. */
const widths = (at: number) => `(min-width: 60rem) ${at === 0 ? '55vw' : '28vw'}, 100vw`;

function keyOf(item: Item): string {
  if (item.__typename === 'Image') return item.url;
  return item.__typename === 'Video' ? (item.sources[0]?.url ?? 'video') : 'model';
}
