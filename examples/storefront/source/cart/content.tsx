import { type FormEvent, useId, useState } from 'react';
import {
  CartDiscountCodesUpdateDocument,
  CartGiftUpdateDocument,
  CartLinesRemoveDocument,
  CartLinesUpdateDocument,
  type CartPartsFragment,
} from '#generated/storefront/graphql.ts';
import { Link } from '../navigation/link.tsx';
import { Picture } from '../parts/picture.tsx';
import { Partial } from '../parts/states.tsx';
import { useShop } from '../shop.tsx';
import { useCart } from './cart.tsx';
import { Costs } from './costs.tsx';

/** The lines of the cart with their total, the gift and the discount code. */
export function CartContent() {
  const { words, text, format } = useShop();
  const { cart, hasFailed, read, isBusy, close } = useCart();
  if (!cart && hasFailed) return <Partial retry={() => void read()} />;
  if (!cart || cart.lines.length === 0) {
    return (
      <div className="nothing">
        <p className="lead">{words.cartEmpty}</p>
        <Link to="/pieces" className="button quiet-button" onClick={close}>
          {words.discover}
        </Link>
      </div>
    );
  }
  return (
    <div className="cart" aria-busy={isBusy}>
      {cart.freeShipping && Number(cart.freeShipping.missing.amount) > 0 && (
        <p className="quiet">{text('freeFrom', { price: format.money(cart.freeShipping.missing) })}</p>
      )}
      <ul className="lines">
        {cart.lines.map((line) => (
          <CartLine key={line.id} cart={cart} line={line} />
        ))}
      </ul>
      <CodeForm cart={cart} />
      <GiftForm cart={cart} />
      <Costs cart={cart} />
      <Link to="/checkout" className="button wide" onClick={close}>
        {words.checkout}
      </Link>
    </div>
  );
}

function CartLine({ cart, line }: { cart: CartPartsFragment; line: CartPartsFragment['lines'][number] }) {
  const { words, format } = useShop();
  const { change, close, isBusy } = useCart();
  const [refusal, setRefusal] = useState<string>();
  const product = line.variant?.product;
  const warning = cart.warnings?.find(({ lineId, code }) => lineId === line.id && code !== 'FREE_SHIPPING_NOT_REACHED');
  const setQuantity = async (quantity: number) => {
    const refusals = await change(CartLinesUpdateDocument, { cartId: cart.id, lines: [{ id: line.id, quantity }] });
    setRefusal(refusals === null ? words.failed : refusals[0]?.message);
  };
  return (
    <li className="line">
      <Picture image={product?.thumbnail} alt="" sizes="6rem" />
      <div>
        {product && (
          <Link to={`/product/${product.handle}`} onClick={close} className="card-title">
            {product.title}
          </Link>
        )}
        <p className="card-more">{line.variant?.title ?? words.unavailable}</p>
        {line.attributes.map(({ key, label, value }) => (
          <p className="card-more" key={key}>
            {label}: {value}
          </p>
        ))}
        <div className="line-row">
          <label>
            <span className="hidden">
              {words.quantity} {product?.title}
            </span>
            <select
              value={line.quantity}
              disabled={isBusy}
              onChange={(event) => void setQuantity(Number(event.target.value))}
            >
              {Array.from({ length: Math.max(9, line.quantity) }, (_, index) => index + 1).map((quantity) => (
                <option key={quantity}>{quantity}</option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="plain"
            disabled={isBusy}
            onClick={() => void change(CartLinesRemoveDocument, { cartId: cart.id, lineIds: [line.id] })}
          >
            {words.remove}
            <span className="hidden"> {product?.title}</span>
          </button>
        </div>
        {(refusal ?? warning?.message) && (
          <p className="refusal" role="alert">
            {refusal ?? warning?.message}
          </p>
        )}
      </div>
      {line.taxedTotal && <p className="line-price">{format.money(line.taxedTotal.gross)}</p>}
    </li>
  );
}

function CodeForm({ cart }: { cart: CartPartsFragment }) {
  const { words } = useShop();
  const { change, isBusy } = useCart();
  const [refusal, setRefusal] = useState<string>();
  const id = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    const discountCodes = code ? [code] : [];
    const refusals = await change(CartDiscountCodesUpdateDocument, { cartId: cart.id, discountCodes });
    setRefusal(refusals === null ? words.failed : refusals[0]?.message);
  };
  return (
    <form className="inline-form" onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>{words.code}</label>
      <input
        id={id}
        name="code"
        autoComplete="off"
        defaultValue={cart.discountCodes[0]?.code}
        aria-invalid={Boolean(refusal)}
        aria-describedby={`${id}-refusal`}
      />
      <button type="submit" className="plain" disabled={isBusy}>
        {words.apply}
      </button>
      <p id={`${id}-refusal`} className="refusal" aria-live="polite">
        {refusal}
      </p>
    </form>
  );
}

function GiftForm({ cart }: { cart: CartPartsFragment }) {
  const { words } = useShop();
  const { change, isBusy } = useCart();
  const [isGift, setGift] = useState(cart.gift !== null);
  const [result, setResult] = useState<string>();
  const id = useId();
  const save = async (gift: { message: string } | null) => {
    const input = gift && { message: gift.message || null, isWrapped: true, hidePrices: true };
    const refusals = await change(CartGiftUpdateDocument, { cartId: cart.id, gift: input });
    setResult(refusals === null ? words.failed : (refusals[0]?.message ?? words.saved));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save({ message: String(new FormData(event.currentTarget).get('message') ?? '') });
  };
  const toggle = (checked: boolean) => {
    setGift(checked);
    if (!checked) void save(null);
  };
  return (
    <form className="gift" onSubmit={submit}>
      <label className="check">
        <input type="checkbox" checked={isGift} onChange={(event) => toggle(event.target.checked)} /> {words.gift}
      </label>
      {isGift && (
        <>
          <label className="field" htmlFor={id}>
            <span>{words.giftMessage}</span>
            <textarea id={id} name="message" rows={3} defaultValue={cart.gift?.message ?? ''} />
          </label>
          <button type="submit" className="plain" disabled={isBusy}>
            {words.save}
          </button>
        </>
      )}
      <p className="quiet" aria-live="polite">
        {result}
      </p>
    </form>
  );
}
