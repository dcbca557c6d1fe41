import { useState } from 'react';
import { CartShippingMethodSetDocument } from '#generated/storefront/graphql.ts';
import { useShop } from '../../shop.tsx';
import type { StepProps } from './step.ts';

/** How the pieces are delivered. */
export function DeliveryStep({ cart, change, isBusy }: StepProps) {
  const { words, text, format } = useShop();
  const [refusal, setRefusal] = useState<string>();
  const choose = async (shippingOptionId: string) => {
    const result = await change(CartShippingMethodSetDocument, { cartId: cart.id, shippingOptionId });
    setRefusal(result ? result.userErrors[0]?.message : words.failedMore);
  };
  return (
    <section className="step">
      <h2 id="delivery" tabIndex={-1}>
        {words.deliveryStep}
      </h2>
      <fieldset className="choices" disabled={isBusy}>
        <legend className="hidden">{words.deliveryStep}</legend>
        {cart.shippingOptions?.map(({ id, name, description, price, estimatedDelivery }) => (
          <label key={id}>
            <input
              type="radio"
              name="delivery"
              checked={cart.shippingMethod?.shippingOptionId === id}
              onChange={() => void choose(id)}
            />
            <span>
              {name}
              <span className="quiet">
                {estimatedDelivery
                  ? text('arrives', { days: format.days(estimatedDelivery.earliest, estimatedDelivery.latest) })
                  : description}
              </span>
            </span>
            <span>{price && format.money(price)}</span>
          </label>
        ))}
      </fieldset>
      {!cart.shippingOptions && <p className="quiet">{words.partial}</p>}
      <p className="refusal" role="alert">
        {refusal}
      </p>
    </section>
  );
}
