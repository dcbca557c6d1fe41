import { type FormEvent, useEffect, useRef, useState } from 'react';
import { CartBuyerUpdateDocument } from '#generated/storefront/graphql.ts';
import { AddressFields, addressFrom, addressNames } from '../../parts/address-fields.tsx';
import { AddressLines } from '../../parts/address-lines.tsx';
import { byField, Field } from '../../parts/field.tsx';
import { useShop } from '../../shop.tsx';
import type { StepProps } from './step.ts';

/** Who buys, and where the pieces go. The graph checks the address by the rules of its country. */
export function AddressStep({
  cart,
  isDone,
  isBusy,
  setEditing,
  change,
}: StepProps & { isDone: boolean; setEditing(isEditing: boolean): void }) {
  const { words, locale, format } = useShop();
  const kept = cart.shippingAddress;
  const countries = cart.region?.countries.map(({ code }) => code) ?? [locale.country];
  const [country, setCountry] = useState(kept?.countryCode ?? locale.country);
  const [refusals, setRefusals] = useState(byField([], []));

  const wasSubmitted = useRef(false);
  // The form becomes a line, and the next step, which is drawn with it, would be above the screen.
  useEffect(() => {
    if (!isDone || !wasSubmitted.current) return;
    wasSubmitted.current = false;
    document.getElementById('delivery')?.focus();
  }, [isDone]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    wasSubmitted.current = true;
    const result = await change(CartBuyerUpdateDocument, {
      cartId: cart.id,
      buyer: { email: String(form.get('email') ?? '').trim(), shippingAddress: addressFrom(form, country) },
    });
    const names = ['email', ...addressNames(country)];
    setRefusals(byField(result?.userErrors ?? [{ field: null, message: words.failedMore }], names));
    if (result?.userErrors.length === 0) setEditing(false);
    else wasSubmitted.current = false;
  };

  if (isDone && kept) {
    return (
      <section className="step">
        <div className="heading">
          <h2>{words.contact}</h2>
          <button type="button" className="plain" onClick={() => setEditing(true)}>
            {words.edit}
          </button>
        </div>
        <p>{cart.email}</p>
        <p>
          <AddressLines address={kept} />
          {kept.countryCode && format.country(kept.countryCode)}
        </p>
      </section>
    );
  }
  return (
    <section className="step">
      <h2>{words.contact}</h2>
      <form className="address" onSubmit={(event) => void submit(event)}>
        <Field
          label={words.email}
          name="email"
          type="email"
          autoComplete="email"
          required
          defaultValue={cart.email ?? ''}
          refusal={refusals.fields.email}
        />
        <AddressFields
          kept={kept}
          country={country}
          setCountry={setCountry}
          countries={countries}
          refusals={refusals.fields}
        />
        <p className="refusal" role="alert">
          {refusals.rest.join(' ')}
        </p>
        <button type="submit" className="button" disabled={isBusy}>
          {words.continue}
        </button>
      </form>
    </section>
  );
}
