import { useShop } from '../shop.tsx';
import { Field } from './field.tsx';

/** The inputs of an address: what browsers fill in, and whether it may be empty. */
const inputs = {
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
const usual: Name[] = ['firstName', 'lastName', 'line1', 'line2', 'postalCode', 'city', 'province', 'phone'];
const japanese: Name[] = ['lastName', 'firstName', 'postalCode', 'province', 'city', 'line1', 'line2', 'phone'];
const withProvince = ['US', 'CA', 'AU', 'IT', 'JP'];

/** The names of the inputs for a country. */
export const addressNames = (country: string): Name[] =>
  (country === 'JP' ? japanese : usual).filter((name) => name !== 'province' || withProvince.includes(country));

/** The inputs of an address in the order of its country. The graph checks it by the rules of the country. */
export function AddressFields({
  kept,
  country,
  setCountry,
  countries,
  refusals,
}: {
  kept?: Partial<Record<Name, string | null>> | null;
  country: string;
  setCountry(country: string): void;
  countries: readonly string[];
  refusals: Record<string, string>;
}) {
  const { words, format } = useShop();
  return (
    <>
      {addressNames(country).map((name) => (
        <Field
          key={name}
          label={words[name]}
          name={name}
          refusal={refusals[name]}
          defaultValue={kept?.[name] ?? ''}
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
    </>
  );
}

/** The address that someone has written into these inputs. Empty inputs are left out. */
export function addressFrom(form: FormData, country: string) {
  const value = (name: Name) => String(form.get(name) ?? '').trim();
  const optional = (name: Name) => value(name) || undefined;
  return {
    firstName: value('firstName'),
    lastName: value('lastName'),
    line1: value('line1'),
    line2: optional('line2'),
    city: value('city'),
    province: optional('province'),
    postalCode: optional('postalCode'),
    phone: optional('phone'),
    countryCode: country,
  };
}
