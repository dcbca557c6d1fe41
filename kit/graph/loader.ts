import DataLoader from 'dataloader';

/** Ids that one backend call may carry; more are split over several calls. */
const mostIdsACall = 200;

/**
 * A loader that fetches all rows asked for within one tick by a single call, whatever order they come back in.
 * An id without a row loads as null.
 */
export function byId<Row>(
  fetch: (ids: string[]) => Promise<readonly Row[]>,
  idOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return new DataLoader(
    async (ids) => {
      const rows = new Map((await fetch([...ids])).map((row) => [idOf(row), row]));
      return ids.map((id) => rows.get(id) ?? null);
    },
    { maxBatchSize: mostIdsACall },
  );
}

/** A loader of lists: all rows that belong to an id, in the order the backend gave them; none is an empty list. */
export function listBy<Row>(
  fetch: (ids: string[]) => Promise<readonly Row[]>,
  ownerOf: (row: Row) => string,
): DataLoader<string, Row[]> {
  return new DataLoader(
    async (ids) => {
      const lists = Map.groupBy(await fetch([...ids]), ownerOf);
      return ids.map((id) => lists.get(id) ?? []);
    },
    { maxBatchSize: mostIdsACall },
  );
}
