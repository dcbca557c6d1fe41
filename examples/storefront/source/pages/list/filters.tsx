import type { FormEvent } from 'react';
import type { ProductsQuery, SearchFacetName } from '#generated/storefront/graphql.ts';
import type { Words } from '../../locale/words.ts';
import { useShop } from '../../shop.tsx';

type Facets = NonNullable<ProductsQuery['search']>['facets'];
type Group = [parameter: string, title: keyof Words];
type Go = (change: (next: URLSearchParams) => void) => void;

/** The facets with values, each with its parameter in the address and its title. Options have a facet and a parameter each: `option.Colour`. */
const groups = new Map<SearchFacetName, Group>([
  ['CATEGORY', ['category', 'facetCategory']],
  ['COLLECTION', ['collection', 'facetCollection']],
  ['OPTION', ['option', 'filters']],
  ['MATERIAL_KIND', ['material', 'facetMaterial']],
  ['COUNTRY', ['country', 'facetCountry']],
]);

/** The filters of a list with the number of pieces behind each. */
export function Filters({ facets, search, go }: { facets: Facets; search: URLSearchParams; go: Go }) {
  const { words, format } = useShop();
  const hasFilter = [...search.keys()].some((name) => !['q', 'sort', 'after'].includes(name));
  const range = facets.find(({ name }) => name === 'PRICE')?.priceRange;
  const shown = [...groups].flatMap(([name, [parameter, title]]) =>
    facets
      .filter((facet) => facet.name === name && facet.values.length > 0)
      .map((facet) =>
        facet.optionName === null
          ? { facet, parameter, title: words[title] }
          : { facet, parameter: `${parameter}.${facet.optionName}`, title: facet.label },
      ),
  );
  return (
    <details className="filters" open={hasFilter || window.matchMedia('(min-width: 60rem)').matches}>
      <summary>{words.filters}</summary>
      {hasFilter && (
        <button
          type="button"
          className="plain"
          onClick={() =>
            go((next) => {
              for (const name of [...next.keys()]) if (name !== 'q' && name !== 'sort') next.delete(name);
            })
          }
        >
          {words.clear}
        </button>
      )}
      {shown.map(({ facet, parameter, title }) => (
        <fieldset key={parameter}>
          <legend>{title}</legend>
          {facet.values.map(({ value, label, count, selected }) => (
            <label key={value} className="check">
              <input
                type="checkbox"
                value={value}
                checked={selected}
                onChange={() => go((next) => toggle(next, parameter, value, selected))}
              />
              <span>{facet.name === 'COUNTRY' ? format.country(value) : label}</span>
              <span className="facet-count">{count}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>{words.facetPrice}</legend>
        <PriceForm key={search.toString()} search={search} go={go} range={range ?? null} />
      </fieldset>
      <label className="check">
        <input
          type="checkbox"
          checked={search.get('stock') === '1'}
          onChange={(event) => go((next) => (event.target.checked ? next.set('stock', '1') : next.delete('stock')))}
        />
        <span>{words.inStock}</span>
      </label>
    </details>
  );
}

function PriceForm({ search, go, range }: { search: URLSearchParams; go: Go; range: Facets[number]['priceRange'] }) {
  const { words } = useShop();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    go((next) => {
      for (const name of ['min', 'max']) {
        const value = String(form.get(name) ?? '').trim();
        if (value) next.set(name, value);
        else next.delete(name);
      }
    });
  };
  return (
    <form className="price-form" onSubmit={submit}>
      <label>
        <span>{words.from}</span>
        <input
          name="min"
          inputMode="decimal"
          size={6}
          placeholder={range?.min.amount}
          defaultValue={search.get('min') ?? ''}
        />
      </label>
      <label>
        <span>{words.to}</span>
        <input
          name="max"
          inputMode="decimal"
          size={6}
          placeholder={range?.max.amount}
          defaultValue={search.get('max') ?? ''}
        />
      </label>
      <button type="submit" className="plain">
        {words.apply} {range?.min.currencyCode}
      </button>
    </form>
  );
}

function toggle(next: URLSearchParams, name: string, value: string, isSelected: boolean): void {
  if (isSelected) next.delete(name, value);
  else next.append(name, value);
}
