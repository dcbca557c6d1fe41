import { ProductDocument } from '#generated/storefront/graphql.ts';
import { useGraph } from '../../graph/use-graph.ts';
import { Link } from '../../navigation/link.tsx';
import { navigate, type Place } from '../../navigation/router.ts';
import { ArticleGrid, ProductGrid } from '../../parts/cards.tsx';
import { addressWithHandle, pathsOf, useHead } from '../../parts/head.ts';
import { ProductSkeleton } from '../../parts/skeletons.tsx';
import { Ready, Unavailable } from '../../parts/states.tsx';
import { Trail } from '../../parts/trail.tsx';
import { useShop } from '../../shop.tsx';
import { Heading } from '../home.tsx';
import { NotFound } from '../not-found.tsx';
import { Buy } from './buy.tsx';
import { Gallery } from './gallery.tsx';
import { Guides } from './guides.tsx';
import { Passport } from './passport.tsx';
import type { Product, Variant } from './piece.ts';
import { Provenance } from './provenance.tsx';

/** The page of one piece: everything about it, from five systems, in one query. */
export function ProductPage({ name, place }: { name: string; place: Place }) {
  const { locale } = useShop();
  const answer = useGraph(ProductDocument, {
    handle: name,
    productUrl: addressWithHandle(locale, 'product'),
    categoryUrl: addressWithHandle(locale, 'categories'),
  });
  return (
    <Ready answer={answer} skeleton={<ProductSkeleton />}>
      {({ product }) =>
        product ? (
          <Details
            product={product}
            search={place.search}
            isMissing={(field) => answer.isMissing(`product.${field}`)}
          />
        ) : (
          <NotFound path={place.path} />
        )
      }
    </Ready>
  );
}

function Details({
  product,
  search,
  isMissing,
}: {
  product: Product;
  search: URLSearchParams;
  isMissing(field: string): boolean;
}) {
  const { words, text, href } = useShop();
  useHead({
    title: product.seo.title,
    description: product.seo.description,
    image: product.seo.image?.url,
    pathIn: pathsOf('product', product.alternates),
    structuredData: product.structuredData,
  });
  const [category] = product.categories;
  const variants = product.variants?.nodes ?? [];
  const variant = variantFor(variants, search);
  const choose = (option: string, value: string) => {
    const next = new URLSearchParams(variant?.selectedOptions.map(({ name, value }) => [name, value]));
    next.set(option, value);
    navigate(href(`/product/${product.handle}?${next}`), { replace: true });
  };
  return (
    <article>
      <div className="wrap product">
        <Gallery product={product} variant={variant} />
        <div className="product-main">
          {category && <Trail ancestors={[...category.ancestors, category]} />}
          {product.collection && (
            <p className="eyebrow">
              <Link to={`/collections/${product.collection.handle}`}>{product.collection.title}</Link>
            </p>
          )}
          <h1>{product.title}</h1>
          {product.subtitle && <p className="lead">{product.subtitle}</p>}
          {product.edition && (
            <p className="quiet">{text('edition', { n: product.edition.size, left: product.edition.remaining })}</p>
          )}
          <Buy key={variant?.id} product={product} variant={variant} choose={choose} />
          {product.description && <p className="description">{product.description}</p>}
          {product.specifications.length > 0 && (
            <dl className="costs">
              {product.specifications.map(({ key, label, value }) => (
                <div key={key}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
          <Guides product={product} variant={variant} />
        </div>
      </div>
      {product.provenance && <Provenance provenance={product.provenance} />}
      {product.passport && <Passport passport={product.passport} />}
      {['provenance', 'passport', 'careGuide', 'sizeGuide', 'stories', 'related'].some(isMissing) && (
        <div className="wrap">
          <Unavailable />
        </div>
      )}
      {product.stories && product.stories.nodes.length > 0 && (
        <section className="wrap band">
          <Heading title={words.stories} />
          <ArticleGrid articles={product.stories.nodes} />
        </section>
      )}
      {product.related && product.related.length > 0 && (
        <section className="wrap band">
          <Heading title={words.related} />
          <ProductGrid products={product.related} />
        </section>
      )}
    </article>
  );
}

/** The variant with the options of the address, or the first one that can be bought. */
function variantFor(variants: Variant[], search: URLSearchParams): Variant | undefined {
  const matches = ({ selectedOptions }: Variant) =>
    selectedOptions.every(({ name, value }) => !search.has(name) || search.get(name) === value);
  return (
    variants.find((variant) => matches(variant) && variant.availableForSale) ?? variants.find(matches) ?? variants[0]
  );
}
