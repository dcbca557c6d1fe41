import type { StorePartsFragment } from '#generated/storefront/graphql.ts';
import { useShop } from '../../shop.tsx';

/** Where a store is, whether it is open now, and what it offers. */
export function Place({ store }: { store: StorePartsFragment }) {
  const { words, format } = useShop();
  const { name, address, phone, email, isOpenAt, services } = store;
  return (
    <div className="place">
      <p className="eyebrow">{isOpenAt ? words.openNow : words.closedNow}</p>
      <address>
        {name}
        {[address.line1, address.line2, [address.postalCode, address.city].filter(Boolean).join(' ')]
          .filter(Boolean)
          .map((line) => (
            <span key={line}>{line}</span>
          ))}
        <span>{format.country(address.countryCode)}</span>
      </address>
      <p>
        {phone && <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a>}
        {email && <a href={`mailto:${email}`}>{email}</a>}
      </p>
      <p className="quiet">{services.map((service) => words[`service${service}`]).join(' · ')}</p>
    </div>
  );
}
