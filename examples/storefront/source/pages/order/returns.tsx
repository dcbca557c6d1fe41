import { type FormEvent, useState } from 'react';
import { type OrderQuery, type ReturnReason, ReturnRequestDocument } from '#generated/storefront/graphql.ts';
import { useSend } from '../../graph/use-graph.ts';
import { accessTokenOf } from '../../orders.ts';
import { useShop } from '../../shop.tsx';

type Order = NonNullable<OrderQuery['order']>;

const reasons = ['CHANGED_MIND', 'DAMAGED', 'NOT_AS_DESCRIBED', 'WRONG_ITEM', 'TOO_SMALL', 'TOO_LARGE'] as const;

/** The returns of an order, and the form for another one when pieces can be sent back. */
export function Returns({ order, changed }: { order: Order; changed(): void }) {
  const { words, text, format } = useShop();
  const returnable = order.lines.filter(({ returnableQuantity }) => (returnableQuantity ?? 0) > 0);
  if (returnable.length === 0 && !order.returns?.length) return null;
  return (
    <section className="step" aria-label={words.returns}>
      <h2>{words.returns}</h2>
      <ul className="rows">
        {order.returns?.map(({ id, number, status, requestedAt, label }) => (
          <li key={id}>
            <span>{text('returnNumber', { n: number })}</span>
            <span className="quiet">{format.day(requestedAt)}</span>
            <span className="quiet">{words[`return${status}`]}</span>
            {label && <a href={label.url}>{words.returnLabel}</a>}
          </li>
        ))}
      </ul>
      {returnable.length > 0 && <ReturnForm order={order} lines={returnable} changed={changed} />}
    </section>
  );
}

function ReturnForm({ order, lines, changed }: { order: Order; lines: Order['lines']; changed(): void }) {
  const { words } = useShop();
  const send = useSend();
  const [refusal, setRefusal] = useState<string>();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = String(form.get('reason')) as ReturnReason;
    const chosen = lines
      .map(({ id }) => ({ orderLineId: id, quantity: Number(form.get(`quantity-${id}`) ?? 0), reason }))
      .filter(({ quantity }) => quantity > 0);
    if (chosen.length === 0) return setRefusal(words.chooseReturn);
    // The same key after a lost answer, so that one press requests one return.
    const { data } = await send(ReturnRequestDocument, {
      orderId: order.id,
      accessToken: accessTokenOf(order.id),
      lines: chosen,
      idempotencyKey: key,
    });
    const errors = data?.result?.userErrors;
    if (errors) setKey(crypto.randomUUID());
    setRefusal(errors ? errors[0]?.message : words.failedMore);
    if (errors?.length === 0) changed();
  };
  return (
    <details className="stock">
      <summary>{words.returnSome}</summary>
      <form onSubmit={(event) => void submit(event)}>
        {lines.map(({ id, title, variantTitle, returnableQuantity }) => (
          <label key={id} className="line-row return-line">
            <select name={`quantity-${id}`} defaultValue={lines.length === 1 ? '1' : '0'}>
              {Array.from({ length: (returnableQuantity ?? 0) + 1 }, (_, quantity) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the index is the quantity
                <option key={quantity}>{quantity}</option>
              ))}
            </select>
            {[title, variantTitle].filter(Boolean).join(', ')}
          </label>
        ))}
        <label className="field">
          <span>{words.reason}</span>
          <select name="reason">
            {reasons.map((reason) => (
              <option key={reason} value={reason}>
                {words[`reason${reason}`]}
              </option>
            ))}
          </select>
        </label>
        <p className="refusal" role="alert">
          {refusal}
        </p>
        <button type="submit" className="button quiet-button">
          {words.requestReturn}
        </button>
      </form>
    </details>
  );
}
