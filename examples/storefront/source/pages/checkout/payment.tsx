import { useEffect, useState } from 'react';
import { CartPaymentStartDocument } from '#generated/storefront/graphql.ts';
import { whenRestored } from '../../navigation/shown.ts';
import { useShop } from '../../shop.tsx';
import type { StepProps } from './step.ts';

/**
 * The payment on the page of a provider. Methods that need the provider's script in this page, such as cards by Stripe's Payment
 * Element, are not offered: the page loads scripts of its own origin only.
 */
export function PaymentStep({ cart, change, isBusy }: StepProps) {
  const { words, text, format, href } = useShop();
  const methods = cart.paymentProviders?.flatMap(({ methods }) => methods.filter(({ flow }) => flow === 'PAGE')) ?? [];
  const [chosen, setMethod] = useState<string>();
  // A cart that is read again may offer other methods.
  const method = (methods.find(({ code }) => code === chosen) ?? methods[0])?.code;
  const [refusal, setRefusal] = useState<string>();
  const [isLeaving, setLeaving] = useState(false);
  // The visitor may come back from the page of the provider without having paid.
  useEffect(() => whenRestored(() => setLeaving(false)), []);
  // One key for one press: a repeated request starts no second payment.
  const pay = async () => {
    if (!method) return;
    setLeaving(true);
    const result = await change(CartPaymentStartDocument, {
      cartId: cart.id,
      idempotencyKey: crypto.randomUUID(),
      method,
      returnUrl: new URL(href('/paid'), location.origin).href,
    });
    const action = result?.cart?.payment?.action;
    if (action && 'url' in action) return location.assign(action.url);
    setLeaving(false);
    setRefusal(result?.userErrors[0]?.message ?? words.failedMore);
  };
  return (
    <section className="step">
      <h2>{words.payment}</h2>
      <p className="quiet">{methods.length > 0 ? words.paymentLead : words.noMethods}</p>
      <fieldset className="choices" disabled={isBusy || isLeaving}>
        <legend className="hidden">{words.payWith}</legend>
        {methods.map(({ code, name }) => (
          <label key={code}>
            <input type="radio" name="method" checked={method === code} onChange={() => setMethod(code)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <p className="refusal" role="alert">
        {refusal}
      </p>
      {methods.length > 0 && (
        <button type="button" className="button wide" disabled={isBusy || isLeaving} onClick={() => void pay()}>
          {isLeaving ? words.paying : text('pay', { price: format.money(cart.cost.total) })}
        </button>
      )}
    </section>
  );
}
