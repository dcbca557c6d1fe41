import { type FormEvent, useState } from 'react';
import { CartBuyerUpdateDocument } from '#generated/storefront/graphql.ts';
import { byField, Field } from '../../parts/field.tsx';
import { useShop } from '../../shop.tsx';
import type { StepProps } from './step.ts';

/** The inputs of the form: the name in the graph, what browsers fill in, and whether it may be empty. */
const inputs = {
  email: { autoComplete: 'email', type: 'email', required: true },
  firstName: { autoComplete: 'given-name', required: true },
  lastName: { autoComplete: 'family-name', required: true },
  line1: { autoComplete: 'address-line1', required: true },
  line2: { autoComplete: 'address-line2' },
  postalCode: { autoComplete: 'postal-code' },
  city: { autoComplete: 'address-level2', required: true },
  province: { autoComplete: 'address-level1' },
  phone: { autoComplete: 'tel', type: 'tel' },
} as const;
type Name = keyof typeof inputs;

/** The order in which an address is written. */
const usual: Name[] = ['email', 'firstName', 'lastName', 'line1', 'line2', 'postalCode', 'city', 'province', 'phone'];
const japanese: Name[] = [
  'email',
  'lastName',
  'firstName',
  'postalCode',
  'province',
  'city',
  'line1',
  'line2',
  'phone',
];
const withProvince = ['US', 'CA', 'AU', 'IT', 'JP'];

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
  const order = country === 'JP' ? japanese : usual;
  const names = order.filter((name) => name !== 'province' || withProvince.includes(country));

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: Name) => String(form.get(name) ?? '').trim();
    const optional = (name: Name) => value(name) || undefined;
    const result = await change(CartBuyerUpdateDocument, {
      cartId: cart.id,
      buyer: {
        email: value('email'),
        shippingAddress: {
          firstName: value('firstName'),
          lastName: value('lastName'),
          line1: value('line1'),
          line2: optional('line2'),
          city: value('city'),
          province: optional('province'),
          postalCode: optional('postalCode'),
          phone: optional('phone'),
          countryCode: country,
        },
      },
    });
    setRefusals(byField(result?.userErrors ?? [{ field: null, message: words.failedMore }], names));
    if (result?.userErrors.length === 0) setEditing(false);
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
          {[kept.firstName, kept.lastName].join(' ')},{' '}
          {[kept.line1, kept.postalCode, kept.city].filter(Boolean).join(', ')}
          {kept.countryCode && `, ${format.country(kept.countryCode)}`}
        </p>
      </section>
    );
  }
  return (
    <section className="step">
      <h2>{words.contact}</h2>
      <form className="address" onSubmit={(event) => void submit(event)}>
        {names.map((name) => (
          <Field
            key={name}
            label={words[name]}
            name={name}
            refusal={refusals.fields[name]}
            defaultValue={(name === 'email' ? cart.email : kept?.[name]) ?? ''}
            {...inputs[name]}
          />
        ))}
        <label className="field">
          <span>{words.country}</span>
          <select
            name="country"
            autoComplete="country"
            value={country}
            onChange={(event) => setCountry(event.target.value)}
          >
            {countries.map((code) => (
              <option key={code} value={code}>
                {format.country(code)}
              </option>
            ))}
          </select>
        </label>
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
