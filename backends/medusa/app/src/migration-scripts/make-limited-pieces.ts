import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/**
 * Creates the table of the pieces of limited products that orders have: of editions, with a purchase limit, or pre-ordered. A
 * row counts while its order has the piece: see `limited/pieces.ts`.
 */
export default async function makeLimitedPieces({ container }: ExecArgs): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    create table if not exists limited_piece (
      product_id text not null,
      variant_id text not null,
      order_id text not null,
      line_id text not null,
      -- Which piece of the line: 1 to its quantity.
      ordinal int not null,
      -- Its number in the edition, and the size of the edition; null for products without one.
      number int,
      size int,
      is_pre_ordered boolean not null,
      primary key (line_id, ordinal),
      unique (product_id, number)
    );
    create index if not exists limited_piece_of_order on limited_piece (order_id);
    -- Read several times a second, to notice a release.
    create index if not exists variant_by_release on product_variant ((metadata -> 'pre_order' ->> 'releases_at'))
      where metadata -> 'pre_order' is not null and deleted_at is null`);
}
