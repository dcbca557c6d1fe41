import { useState } from 'react';
import { AccountDocument, type AccountQuery, SignOutDocument } from '#generated/storefront/graphql.ts';
import { useGraph, useSend } from '../../graph/use-graph.ts';
import { Link } from '../../navigation/link.tsx';
import { ProductGrid } from '../../parts/cards.tsx';
import { useHead } from '../../parts/head.ts';
import { Ready } from '../../parts/states.tsx';
import { useShop } from '../../shop.tsx';
import { addPasskey } from './passkeys.ts';
import { SignIn } from './sign-in.tsx';

/** The account: the sign-in for visitors; orders, addresses and the wishlist for customers. */
export function AccountPage() {
  const { words } = useShop();
  const answer = useGraph(AccountDocument, {});
  useHead({ title: words.account });
  return (
    <Ready answer={answer}>
      {(data) => (data.viewer?.customer ? <Account viewer={data.viewer} /> : <SignIn signedIn={answer.retry} />)}
    </Ready>
  );
}

function Account({ viewer: { customer, wishlist } }: { viewer: NonNullable<AccountQuery['viewer']> }) {
  const { words, text, format, renew } = useShop();
  const send = useSend();
  const [said, setSaid] = useState<string>();
  const signOut = async () => {
    await send(SignOutDocument, {});
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
      <section className="band">
        <h2>{words.orders}</h2>
        {customer?.orders?.nodes.length === 0 && <p className="quiet">{words.noOrders}</p>}
        <ul className="rows">
          {customer?.orders?.nodes.map((order) => (
            <li key={order.id}>
              <Link to={`/order/${order.id}`}>{text('orderNumber', { n: order.number })}</Link>
              <span>{format.day(order.placedAt)}</span>
              <span>{format.money(order.total)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="band">
        <h2>{words.addresses}</h2>
        {customer?.addresses?.nodes.length === 0 && <p className="quiet">{words.noAddresses}</p>}
        <ul className="rows">
          {customer?.addresses?.nodes.map(({ id, address }) => (
            <li key={id}>
              <span>
                {[address.firstName, address.lastName].filter(Boolean).join(' ')},{' '}
                {[address.line1, address.postalCode, address.city].filter(Boolean).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className="band">
        <h2>{words.wishlist}</h2>
        {wishlist?.items.nodes.length === 0 && <p className="quiet">{words.noWishes}</p>}
        <ProductGrid products={wishlist?.items.nodes.map(({ product }) => product) ?? []} />
      </section>
      <button type="button" className="button quiet-button" onClick={() => void passkey()}>
        {words.passkeyAdd}
      </button>
      <p role="status">{said}</p>
    </div>
  );
}
