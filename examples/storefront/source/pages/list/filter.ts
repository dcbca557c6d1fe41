import type { MaterialKind, SearchFilter } from '#generated/storefront/graphql.ts';

const kinds: Record<MaterialKind, true> = {
  CERAMIC: true,
  GEMSTONE: true,
  GLASS: true,
  LEATHER: true,
  METAL: true,
  OTHER: true,
  STONE: true,
  TEXTILE: true,
  WAX: true,
  WOOD: true,
};
const isText = (value: unknown) => typeof value === 'string';
const isFlag = (value: unknown) => typeof value === 'boolean';
const isAmount = (value: unknown) =>
  value == null || (typeof value === 'string' && /^\d{1,9}(\.\d{1,3})?$/.test(value));
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (isOne: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length <= 50 && value.every(isOne);
const texts = listOf(isText);

/** Whether a value of each field is one that the graph understands. */
const checks: Record<keyof SearchFilter, (value: unknown) => boolean> = {
  artisanIds: texts,
  artisans: texts,
  availableForSale: isFlag,
  categories: texts,
  certifications: texts,
  collections: texts,
  countryCodes: listOf((value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value)),
  kindsOfMaterial: listOf((value) => isText(value) && Object.hasOwn(kinds, String(value))),
  materialIds: texts,
  materialKinds: texts,
  materials: texts,
  maxCarbonKg: (value) => typeof value === 'number' && value >= 0,
  onSale: isFlag,
  options: (value) =>
    listOf(
      (option) => isObject(option) && isText(option.name) && texts(option.values) && Object.keys(option).length === 2,
    )(value) &&
    (value as { name: string }[]).length <= 10 &&
    new Set((value as { name: string }[]).map(({ name }) => name)).size === (value as unknown[]).length,
  price: (value) =>
    isObject(value) && Object.keys(value).every((name) => ['min', 'max'].includes(name) && isAmount(value[name])),
  tags: texts,
};

/**
 * The filter in an address: `filter` with the JSON of a `SearchFilter`, as facets have it. What the graph would refuse is left out: an
 * unknown field, or a value that its field cannot have.
 */
export function filterOf(search: URLSearchParams): SearchFilter {
  try {
    const filter: unknown = JSON.parse(search.get('filter') ?? '{}');
    if (!isObject(filter)) return {};
    return Object.fromEntries(
      Object.entries(filter).filter(
        ([name, value]) => Object.hasOwn(checks, name) && checks[name as keyof SearchFilter](value),
      ),
    );
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
