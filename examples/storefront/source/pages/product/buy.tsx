import { type FormEvent, useState } from 'react';
import { WishlistAddDocument } from '#generated/storefront/graphql.ts';
import { useCart } from '../../cart/cart.tsx';
import { useSend } from '../../graph/use-graph.ts';
import { navigate } from '../../navigation/router.ts';
import { useShop } from '../../shop.tsx';
import type { Product, Variant } from './piece.ts';

/** Price, options, stock and the button. */
export function Buy({
  product,
  variant,
  choose,
}: {
  product: Product;
  variant: Variant | undefined;
  choose(option: string, value: string): void;
}) {
  const { words, text, format } = useShop();
  const cart = useCart();
  const [refusal, setRefusal] = useState<string>();
  if (!variant) return <p className="quiet">{words.unavailable}</p>;
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const attributes = product.personalizations
      .map(({ key }) => ({ key, value: String(form.get(`attribute-${key}`) ?? '').trim() }))
      .filter(({ value }) => value);
    const refusals = await cart.add([{ variantId: variant.id, quantity: 1, attributes }]);
    if (refusals?.length === 0) return cart.open();
    setRefusal(refusals?.[0]?.message ?? words.failed);
  };
  const { taxedPrice } = variant;
  const options = product.options.filter(({ optionValues }) => optionValues.length > 1);
  return (
    <form className="buy" onSubmit={(event) => void add(event)}>
      {taxedPrice && (
        <p className="price">
          {format.money(taxedPrice.gross)}
          {Number(taxedPrice.tax.amount) > 0 && (
            <span className="quiet"> {text('withTax', { tax: format.money(taxedPrice.tax) })}</span>
          )}
        </p>
      )}
      {options.map(({ id, name, optionValues }) => (
        <fieldset key={id} className="options">
          <legend>{name}</legend>
          {optionValues.map(({ id: valueId, name: value, swatch }) => (
            <label key={valueId}>
              <input
                type="radio"
                name={`option-${id}`}
                checked={variant.selectedOptions.some((option) => option.name === name && option.value === value)}
                onChange={() => choose(name, value)}
              />
              <span>
                {swatch?.image ? (
                  <img className="swatch" src={swatch.image.url} alt="" width={16} height={16} />
                ) : (
                  swatch?.colour && <i className="swatch" style={{ background: swatch.colour }} />
                )}
                {value}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      {product.personalizations.map(({ key, label, maxLength, isRequired }) => (
        <label key={key} className="field">
          <span>
            {label}
            {!isRequired && ` (${words.optional})`}
          </span>
          <input name={`attribute-${key}`} maxLength={maxLength} required={isRequired} />
        </label>
      ))}
      <button type="submit" className="button wide" disabled={!variant.availableForSale || cart.isBusy}>
        {!variant.availableForSale ? words.soldOut : cart.isBusy ? words.adding : words.add}
      </button>
      <p className="refusal" aria-live="polite">
        {refusal}
      </p>
      <Wish productId={product.id} />
      <Stock variant={variant} />
    </form>
  );
}

function Stock({ variant }: { variant: Variant }) {
  const { words, text, format } = useShop();
  return (
    <details className="stock">
      <summary>{words.stock}</summary>
      <ul>
        {variant.availability?.locations?.map(({ location, available }) => (
          <li key={location.id}>
            <span>
              {location.name}
              {location.countryCode && <span className="quiet"> {format.country(location.countryCode)}</span>}
            </span>
            <span>{available > 0 ? text('pieceCount', { n: available }) : words.noneThere}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The wishlist belongs to an account: others are asked to sign in. */
function Wish({ productId }: { productId: string }) {
  const { words, href } = useShop();
  const send = useSend();
  const [state, setState] = useState<'out' | 'adding' | 'in' | 'failed'>('out');
  const add = async () => {
    setState('adding');
    const { data, error } = await send(WishlistAddDocument, { input: { productId } });
    if (data?.result?.item) return setState('in');
    const errors = error?.graphQLErrors ?? [];
    if (errors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) return navigate(href('/account'));
    setState('failed');
  };
  return (
    <>
      <button
        type="button"
        className="plain"
        disabled={state === 'in' || state === 'adding'}
        onClick={() => void add()}
      >
        {state === 'in' ? words.wished : words.wish}
      </button>
      <p className="refusal" role="status">
        {state === 'failed' && words.failed}
      </p>
    </>
  );
}
