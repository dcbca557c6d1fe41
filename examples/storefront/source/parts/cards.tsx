import type { AmountFragment, ArticleCardFragment, ProductCardFragment } from '#generated/storefront/graphql.ts';
import { Link } from '../navigation/link.tsx';
import { useShop } from '../shop.tsx';
import { Picture } from './picture.tsx';

/** A grid of pieces. Pieces that are no longer sold, or that commerce could not read, are null and left out. */
export function ProductGrid({
  products,
  aboveFold = 0,
}: {
  products: (ProductCardFragment | null)[];
  /** How many of them are visible without scrolling. */
  aboveFold?: number;
}) {
  return (
    <ul className="grid">
      {products.map(
        (product, at) =>
          product && (
            <li key={product.id}>
              <ProductCard product={product} isFirst={at < aboveFold} />
            </li>
          ),
      )}
    </ul>
  );
}

/** A piece in a grid. `isFirst`: it is visible without scrolling. */
export function ProductCard({ product, isFirst = false }: { product: ProductCardFragment; isFirst?: boolean }) {
  const { words, text, format } = useShop();
  const variants = product.variants?.nodes ?? [];
  const lowest = lowestOf(variants.flatMap(({ taxedPrice }) => (taxedPrice ? [taxedPrice.gross] : [])));
  const isSoldOut = variants.length > 0 && variants.every((variant) => !variant.availableForSale);
  const hasRange = new Set(variants.map(({ taxedPrice }) => taxedPrice?.gross.amount)).size > 1;
  return (
    <Link to={`/product/${product.handle}`} className="card">
      <Picture
        image={product.thumbnail}
        alt=""
        isFirst={isFirst}
        sizes="(min-width: 60rem) 22vw, (min-width: 34rem) 30vw, 45vw"
      />
      <span className="card-title">{product.title}</span>
      <span className="card-more">{product.subtitle}</span>
      <span className="card-price">
        {isSoldOut && words.soldOut}
        {!isSoldOut && lowest && (hasRange ? text('fromPrice', { price: format.money(lowest) }) : format.money(lowest))}
      </span>
    </Link>
  );
}

/** The smallest of some exact decimals of one currency, without converting them: by length of the whole part, then by digits. */
function lowestOf(amounts: readonly AmountFragment[]): AmountFragment | undefined {
  const whole = ({ amount }: AmountFragment) => amount.split('.')[0]?.length ?? 0;
  return [...amounts].sort((one, other) => whole(one) - whole(other) || (one.amount < other.amount ? -1 : 1))[0];
}

/** Articles side by side. */
export function ArticleGrid({ articles }: { articles: ArticleCardFragment[] }) {
  const { text, format } = useShop();
  return (
    <ul className="grid wide">
      {articles.map((article) => (
        <li key={article.id}>
          <Link to={`/journal/${article.slug}`} className="card">
            <Picture image={article.heroImage} alt="" sizes="(min-width: 60rem) 30vw, 90vw" />
            <span className="card-date">
              {format.day(article.publishedAt)} · {text('minutes', { n: article.narrative.readingTimeMinutes })}
            </span>
            <span className="card-title large">{article.title}</span>
            <span className="card-more">{article.narrative.excerpt}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
