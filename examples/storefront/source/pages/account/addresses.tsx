import { type FormEvent, useState } from 'react';
import {
  type AccountQuery,
  AddressCreateDocument,
  AddressDeleteDocument,
  MarketsDocument,
} from '#generated/storefront/graphql.ts';
import { useGraph, useSend } from '../../graph/use-graph.ts';
import { AddressFields, addressFrom, addressNames } from '../../parts/address-fields.tsx';
import { AddressLines } from '../../parts/address-lines.tsx';
import { byField } from '../../parts/field.tsx';
import { useShop } from '../../shop.tsx';

type Customer = NonNullable<NonNullable<AccountQuery['viewer']>['customer']>;

/** The address book. */
export function Addresses({ addresses, changed }: { addresses: Customer['addresses']; changed(): void }) {
  const { words, format } = useShop();
  const send = useSend();
  const [isAdding, setAdding] = useState(false);
  const [said, setSaid] = useState<string>();
  const remove = async (id: string) => {
    const { data } = await send(AddressDeleteDocument, { id });
    setSaid(data?.result?.deletedId ? undefined : words.failed);
    changed();
  };
  return (
    <section className="band" aria-label={words.addresses}>
      <h2>{words.addresses}</h2>
      {addresses?.nodes.length === 0 && <p className="quiet">{words.noAddresses}</p>}
      <ul className="rows">
        {addresses?.nodes.map(({ id, address, isDefaultShipping }) => (
          <li key={id}>
            <span>
              <AddressLines address={address} />
              <span className="quiet">
                {address.countryCode && format.country(address.countryCode)}
                {isDefaultShipping && ` · ${words.usualAddress}`}
              </span>
            </span>
            <button type="button" className="plain" onClick={() => void remove(id)}>
              {words.remove}
              <span className="hidden"> {address.line1}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status">{said}</p>
      {isAdding ? (
        <NewAddress
          isFirst={addresses?.nodes.length === 0}
          done={() => {
            setAdding(false);
            changed();
          }}
        />
      ) : (
        <button type="button" className="button quiet-button" onClick={() => setAdding(true)}>
          {words.addAddress}
        </button>
      )}
    </section>
  );
}

function NewAddress({ isFirst, done }: { isFirst: boolean; done(): void }) {
  const { words, locale } = useShop();
  const send = useSend();
  const { data } = useGraph(MarketsDocument, {});
  const [country, setCountry] = useState(locale.country);
  const [refusals, setRefusals] = useState(byField([], []));
  const sold = data?.localization?.availableRegions.flatMap(({ countries }) => countries.map(({ code }) => code)) ?? [];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const address = addressFrom(new FormData(event.currentTarget), country);
    const result = await send(AddressCreateDocument, { input: { address, isDefaultShipping: isFirst } });
    const errors = result.data?.result?.userErrors ?? [{ field: null, message: words.failedMore }];
    setRefusals(byField(errors, addressNames(country)));
    if (errors.length === 0) done();
  };
  return (
    <form className="address" onSubmit={(event) => void submit(event)}>
      <AddressFields
        country={country}
        setCountry={setCountry}
        countries={sold.length > 0 ? sold : [country]}
        refusals={refusals.fields}
      />
      <p className="refusal" role="alert">
        {refusals.rest.join(' ')}
      </p>
      <button type="submit" className="button">
        {words.save}
      </button>
    </form>
  );
}
