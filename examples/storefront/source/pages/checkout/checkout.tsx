import { useEffect, useRef, useState } from 'react';
import { CheckoutDocument } from '#generated/storefront/graphql.ts';
import { keptCartId, useCart } from '../../cart/cart.tsx';
import { Costs } from '../../cart/costs.tsx';
import { isUnknown, useSend } from '../../graph/use-graph.ts';
import { Link } from '../../navigation/link.tsx';
import { useHead } from '../../parts/head.ts';
import { PageSkeleton } from '../../parts/skeletons.tsx';
import { Failure } from '../../parts/states.tsx';
import { useShop } from '../../shop.tsx';
import { AddressStep } from './address.tsx';
import { DeliveryStep } from './delivery.tsx';
import { PaymentStep } from './payment.tsx';
import type { CheckoutCart, StepProps } from './step.ts';

/** From the cart to the payment, in three steps on one page. */
export function CheckoutPage() {
  const { words } = useShop();
  const { cart: known, isBusy, run } = useCart();
  const send = useRef(useSend());
  const [cart, setCart] = useState<CheckoutCart | null>();
  const [attempt, setAttempt] = useState(1);
  const [hasFailed, setFailed] = useState(false);
  const [isEditing, setEditing] = useState(false);
  useHead({ title: words.checkoutTitle });

  // Counts reads and changes: an answer to a read that is not the latest of them is dropped.
  const turn = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt reads again
  useEffect(() => {
    const id = keptCartId();
    turn.current += 1;
    const mine = turn.current;
    if (!id) return setCart(null);
    void send.current(CheckoutDocument, { id }).then(({ data, error }) => {
      if (turn.current !== mine) return;
      const isOut = !data || isUnknown(data.cart, error);
      setFailed(isOut);
      if (!isOut) setCart(data.cart?.completedAt ? null : data.cart);
    });
  }, [attempt]);

  // The cart of this device has changed in another tab, in the drawer or by the passing of time: its total, its delivery and its payment
  // are read again, unless this page is still about to read them for the first time.
  const seen = useRef(known);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the cart of this device counts
  useEffect(() => {
    if (seen.current !== known && (cart !== undefined || hasFailed)) setAttempt((count) => count + 1);
    seen.current = known;
  }, [known]);

  if (hasFailed && !cart) return <Failure retry={() => setAttempt((count) => count + 1)} />;
  if (cart === undefined) return <PageSkeleton />;
  if (!cart || cart.lines.length === 0) {
    return (
      <section className="state">
        <h1>{words.checkoutTitle}</h1>
        <p>{words.cartEmpty}</p>
        <Link to="/pieces" className="button">
          {words.discover}
        </Link>
      </section>
    );
  }
  const step: StepProps = {
    cart,
    isBusy,
    change: async (document, variables) => {
      turn.current += 1;
      const result = await run(document, variables);
      turn.current += 1;
      if (result?.cart) {
        seen.current = result.cart;
        setCart(result.cart);
      } else setAttempt((count) => count + 1);
      return result;
    },
  };
  const hasAddress = Boolean(cart.email && cart.shippingAddress?.line1) && !isEditing;
  return (
    <div className="wrap band checkout">
      <div>
        <h1>{words.checkoutTitle}</h1>
        <AddressStep {...step} isDone={hasAddress} setEditing={setEditing} />
        {hasAddress && <DeliveryStep {...step} />}
        {hasAddress && cart.shippingMethod && <PaymentStep {...step} />}
      </div>
      <aside className="summary" aria-label={words.total}>
        <ul className="summary-lines">
          {cart.lines.map((line) => (
            <li key={line.id}>
              {line.quantity} × {line.variant?.product.title} <span className="quiet">{line.variant?.title}</span>
            </li>
          ))}
        </ul>
        <Costs cart={cart} />
      </aside>
    </div>
  );
}
