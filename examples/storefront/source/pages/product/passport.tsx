import { useShop } from '../../shop.tsx';
import type { Product } from './piece.ts';

type Ledger = NonNullable<Product['passport']>;

/** The ledger of the piece. Each entry names the digest of the one before it, which the page compares. */
export function Passport({ passport }: { passport: Ledger }) {
  const { words, text, format } = useShop();
  const events = [...passport.events.nodes].sort((one, other) => one.index - other.index);
  const isIntact = events.every(({ previousHash }, at) => at === 0 || previousHash === events[at - 1]?.hash);
  return (
    <section className="wrap band passport">
      <div>
        <h2>{words.passport}</h2>
        <p>{words.passportLead}</p>
        <p className={isIntact ? 'chain' : 'refusal'}>
          {isIntact ? text('chainIntact', { n: events.length }) : words.chainBroken}
        </p>
        <p className="quiet">GTIN {passport.gtin}</p>
      </div>
      <ol className="events">
        {events.map(({ id, type, occurredAt, place, actor, hash }) => (
          <li key={id}>
            <p className="quiet">{format.day(occurredAt)}</p>
            <p className="event-type">{words[`event${type}`]}</p>
            <p>
              {place} · {actor}
            </p>
            <code title={hash}>{hash.slice(0, 16)}…</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
