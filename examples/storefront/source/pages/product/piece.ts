import type { ProductQuery } from '#generated/storefront/graphql.ts';

/** A product, as the graph returns it for its page. */
export type Product = NonNullable<ProductQuery['product']>;

/** A variant of it. */
export type Variant = NonNullable<Product['variants']>['nodes'][number];
