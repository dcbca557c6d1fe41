import type { SaleBoundary } from './tags';

/** Runs SQL. */
interface Database {
  raw(sql: string): Promise<{ rows: { boundary: string | null }[] }>;
}

/** Milliseconds for which the boundary is cached. */
const remembered = 1_000;

/**
 * Reads when the next active price list starts or ends; between changes at most once a second. Medusa has no event for
 * this, and no row changes at that time.
 */
export function openSaleBoundary(database: Database): SaleBoundary {
  let known: { boundary: Promise<number | undefined>; at: number } | undefined;
  return {
    read: () => {
      if (known && performance.now() - known.at < remembered) return known.boundary;
      known = { boundary: read(database), at: performance.now() };
      return known.boundary;
    },
    forget: () => {
      known = undefined;
    },
  };
}

async function read(database: Database): Promise<number | undefined> {
  const { rows } = await database.raw(`
    select (extract(epoch from min(moment)) * 1000)::bigint::text as boundary
    from price_list cross join lateral (values (starts_at), (ends_at)) as moments (moment)
    where status = 'active' and deleted_at is null and moment > now()`);
  const boundary = rows[0]?.boundary;
  return boundary == null ? undefined : Number(boundary);
}
