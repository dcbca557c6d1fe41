import type { FormEvent } from 'react';
import type { ProductsQuery, SearchFilter } from '#generated/storefront/graphql.ts';
import { decimalsOf } from '../../locale/format.ts';
import { useShop } from '../../shop.tsx';

type Facets = NonNullable<ProductsQuery['search']>['facets'];

/**
 * The filters of a list with the number of pieces behind each. Each value brings the filter that selects or removes it; only prices and
 * stock, which have no values, are written here.
 */
export function Filters({
  facets,
  filter,
  apply,
}: {
  facets: Facets;
  filter: SearchFilter;
  apply(filter: SearchFilter): void;
}) {
  const { words } = useShop();
  const hasFilter = Object.keys(filter).length > 0;
  const price = facets.find(({ name }) => name === 'PRICE');
  return (
    <details className="filters" open={hasFilter || window.matchMedia('(min-width: 60rem)').matches}>
      <summary>{words.filters}</summary>
      {hasFilter && (
        <button type="button" className="plain" onClick={() => apply({})}>
          {words.clear}
        </button>
      )}
      {facets
        .filter(({ values }) => values.length > 0)
        .map(({ name, label, optionName, values }) => (
          <fieldset key={`${name} ${optionName}`}>
            <legend>{label}</legend>
            {values.map((value) => (
              <label key={value.value} className="check">
                <input
                  type="checkbox"
                  value={value.value}
                  checked={value.selected}
                  onChange={() => apply(value.filter as SearchFilter)}
                />
                <span>{value.label}</span>
                <span className="facet-count">{value.count}</span>
              </label>
            ))}
          </fieldset>
        ))}
      <fieldset>
        <legend>{words.facetPrice}</legend>
        <PriceForm
          key={JSON.stringify(filter.price)}
          chosen={filter.price}
          range={price?.priceRange ?? null}
          apply={(price) => apply({ ...filter, price })}
        />
      </fieldset>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.availableForSale === true}
          onChange={(event) => apply({ ...filter, availableForSale: event.target.checked || undefined })}
        />
        <span>{words.inStock}</span>
      </label>
    </details>
  );
}

type Price = SearchFilter['price'];

/** The lowest and the highest price, in the currency of the market and with its decimals. */
function PriceForm({
  chosen,
  range,
  apply,
}: {
  chosen: Price;
  range: Facets[number]['priceRange'];
  apply(price: Price): void;
}) {
  const { words } = useShop();
  const decimals = range ? decimalsOf(range.min.amount) : 2;
  const limits = [
    ['min', words.from],
    ['max', words.to],
  ] as const;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const entered = limits.flatMap(([name]) => {
      const amount = String(form.get(name)).trim().replace(',', '.');
      return amount ? [[name, amount]] : [];
    });
    apply(entered.length > 0 ? Object.fromEntries(entered) : undefined);
  };
  return (
    <form className="price-form" onSubmit={submit}>
      {limits.map(([name, label]) => (
        <label key={name}>
          <span>{label}</span>
          <input
            name={name}
            inputMode={decimals > 0 ? 'decimal' : 'numeric'}
            // The browser says what is wrong, in its language.
            pattern={` *[0-9]{1,9}${decimals > 0 ? `([.,][0-9]{1,${decimals}})?` : ''} *`}
            size={6}
            placeholder={range?.[name].amount}
            defaultValue={chosen?.[name] ?? ''}
          />
        </label>
      ))}
      <button type="submit" className="plain">
        {words.apply} {range?.min.currencyCode}
      </button>
    </form>
  );
}
