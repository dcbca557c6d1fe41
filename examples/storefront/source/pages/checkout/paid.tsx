import { useEffect, useRef, useState } from 'react';
import { CartCompleteDocument } from '#generated/storefront/graphql.ts';
import { keptCartId, useCart } from '../../cart/cart.tsx';
import { useSend } from '../../graph/use-graph.ts';
import { Link } from '../../navigation/link.tsx';
import { navigate } from '../../navigation/router.ts';
import { keepOrder } from '../../orders.ts';
import { useHead } from '../../parts/head.ts';
import { Failure } from '../../parts/states.tsx';
import { useShop } from '../../shop.tsx';

/** Where the provider sends the buyer back to: the cart becomes an order, unless the payment was not completed. */
export function PaidPage() {
  const { words, href } = useShop();
  const { forget } = useCart();
  const send = useRef(useSend());
  const [refusal, setRefusal] = useState<{ code: string } | null>();
  const [attempt, setAttempt] = useState(1);
  const started = useRef(0);
  const refusals = useRef(0);
  useHead({ title: words.payment });
  useEffect(() => {
    const cartId = keptCartId();
    if (!cartId) return navigate(href('/account'), { replace: true });
    if (started.current === attempt) return;
    started.current = attempt;
    setRefusal(undefined);
    // The same key after a lost answer, so that the request cannot make two orders; another one after a refusal.
    void send
      .current(CartCompleteDocument, { cartId, idempotencyKey: `complete-${cartId}-${refusals.current}` })
      .then(({ data }) => {
        const order = data?.result?.order;
        const refused = data?.result?.userErrors[0];
        if (refused) refusals.current += 1;
        if (!order) return setRefusal(refused ?? null);
        keepOrder(order.id, data?.result?.accessToken ?? null);
        forget();
        navigate(href(`/order/${order.id}`), { replace: true });
      });
  }, [attempt, forget, href]);
  if (refusal === null) return <Failure retry={() => setAttempt((count) => count + 1)} />;
  if (!refusal) {
    return (
      <section className="state" role="status">
        <p>{words.completing}</p>
      </section>
    );
  }
  const isPending = refusal.code === 'PAYMENT_PENDING';
  return (
    <section className="state">
      <h1>{words.payment}</h1>
      <p>{isPending ? words.pending : words.declined}</p>
      {isPending ? (
        <button type="button" className="button" onClick={() => setAttempt((count) => count + 1)}>
          {words.retry}
        </button>
      ) : (
        <Link to="/checkout" className="button">
          {words.checkout}
        </Link>
      )}
    </section>
  );
}
