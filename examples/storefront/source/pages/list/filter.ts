import type { SearchFilter } from '#generated/storefront/graphql.ts';

/** The filter in an address: `filter` with the JSON of a `SearchFilter`, as facets have it. None if it cannot be read. */
export function filterOf(search: URLSearchParams): SearchFilter {
  try {
    const filter: unknown = JSON.parse(search.get('filter') ?? '{}');
    return filter && typeof filter === 'object' && !Array.isArray(filter) ? filter : {};
  } catch {
    return {};
  }
}

/** Writes a filter into the parameters of an address; an empty one is left out. The list starts at its first page. */
export function setFilter(search: URLSearchParams, filter: SearchFilter): void {
  const text = JSON.stringify(filter);
  if (text === '{}') search.delete('filter');
  else search.set('filter', text);
  search.delete('after');
}

/**
 * The parameters of an address for another locale. Another language has other handles and names of options, so only the words and the
 * order of a search are kept. Another country has another currency, so prices are not.
 */
export function searchIn(locale: { language?: string }, address: string): string {
  const search = new URLSearchParams(address);
  if (locale.language) {
    for (const name of [...search.keys()]) if (name !== 'q' && name !== 'sort') search.delete(name);
  } else {
    setFilter(search, { ...filterOf(search), price: undefined });
  }
  return search.size > 0 ? `?${search}` : '';
}
