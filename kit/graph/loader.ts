import DataLoader from 'dataloader';

/** The maximum number of ids in one backend call; more are split over several calls. */
const mostIdsACall = 200;

/**
 * A loader that fetches all rows requested within one tick with a single call, in any order. An id without a row loads
 * as null.
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

/** A loader of lists: all rows that belong to an id, in the order of the backend; an empty list when there are none. */
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
