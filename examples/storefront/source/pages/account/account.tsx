import { useState } from 'react';
import { AccountDocument, type AccountQuery, SignOutDocument } from '#generated/storefront/graphql.ts';
import { useCart } from '../../cart/cart.tsx';
import { useGraph, useSend } from '../../graph/use-graph.ts';
import { Link } from '../../navigation/link.tsx';
import { useHead } from '../../parts/head.ts';
import { Failure, Ready } from '../../parts/states.tsx';
import { useShop } from '../../shop.tsx';
import { Addresses } from './addresses.tsx';
import { addPasskey } from './passkeys.ts';
import { SignIn } from './sign-in.tsx';
import { Wishes } from './wishes.tsx';

/** The account: the sign-in for visitors; orders, addresses and the wishlist for customers. */
export function AccountPage() {
  const { words } = useShop();
  const answer = useGraph(AccountDocument, {});
  useHead({ title: words.account });
  return (
    <Ready answer={answer}>
      {(data) =>
        data.viewer?.customer ? (
          <Account viewer={data.viewer} changed={answer.retry} />
        ) : answer.isPartial && answer.isMissing('viewer.customer') ? (
          <Failure retry={answer.retry} />
        ) : (
          <SignIn signedIn={answer.retry} />
        )
      }
    </Ready>
  );
}

function Account({
  viewer: { customer, wishlist },
  changed,
}: {
  viewer: NonNullable<AccountQuery['viewer']>;
  changed(): void;
}) {
  const { words, text, format, renew } = useShop();
  const { forget } = useCart();
  const send = useSend();
  const [said, setSaid] = useState<string>();
  const signOut = async () => {
    await send(SignOutDocument, {});
    // The cart belongs to the customer: the next visitor of this device does not see it.
    forget();
    renew();
  };
  const passkey = async () => setSaid((await addPasskey(send)) ? words.passkeyAdded : words.failed);
  const name = customer?.firstName;
  return (
    <div className="wrap band account">
      <div className="heading">
        <h1>{name ? text('welcome', { name }) : words.welcomePlain}</h1>
        <button type="button" className="plain" onClick={() => void signOut()}>
          {words.signOut}
        </button>
      </div>
      <p className="quiet">{customer?.email}</p>
      <div className="account-columns">
        <div>
          <section className="band" aria-label={words.orders}>
            <h2>{words.orders}</h2>
            {customer?.orders?.nodes.length === 0 && <p className="quiet">{words.noOrders}</p>}
            <ul className="rows">
              {customer?.orders?.nodes.map((order) => (
                <li key={order.id}>
                  <Link to={`/order/${order.id}`}>{text('orderNumber', { n: order.number })}</Link>
                  <span className="quiet">{format.day(order.placedAt)}</span>
                  <span className="quiet">
                    {order.status === 'CANCELED' ? words.statusCANCELED : words[`status${order.fulfillmentStatus}`]}
                  </span>
                  <span>{format.money(order.total)}</span>
                </li>
              ))}
            </ul>
          </section>
          <Addresses addresses={customer?.addresses ?? null} changed={changed} />
        </div>
        <section className="band" aria-label={words.security}>
          <h2>{words.security}</h2>
          <p className="quiet">{words.passkeyLead}</p>
          <button type="button" className="button quiet-button" onClick={() => void passkey()}>
            {words.passkeyAdd}
          </button>
          <p role="status">{said}</p>
        </section>
      </div>
      <Wishes wishlist={wishlist ?? null} changed={changed} />
    </div>
  );
}
