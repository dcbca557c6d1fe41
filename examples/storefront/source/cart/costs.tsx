import type { AmountFragment, CartPartsFragment } from '#generated/storefront/graphql.ts';
import { useShop } from '../shop.tsx';

/** The parts of the total, as the graph has calculated them. */
export function Costs({ cart: { cost } }: { cart: CartPartsFragment }) {
  const { words, format } = useShop();
  const rows: [string, AmountFragment | undefined, string?][] = [
    [words.subtotal, cost.taxedSubtotal?.gross],
    [words.discount, nonZero(cost.taxedDiscountTotal?.gross), '−'],
    [words.shipping, nonZero(cost.taxedShippingTotal?.gross)],
  ];
  return (
    <dl className="costs">
      {rows.map(
        ([name, amount, sign = '']) =>
          amount && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {sign}
                {format.money(amount)}
              </dd>
            </div>
          ),
      )}
      <div className="costs-total">
        <dt>{words.total}</dt>
        <dd>{format.money(cost.total)}</dd>
      </div>
      {nonZero(cost.taxTotal) && (
        <div className="quiet">
          <dt>{words.taxes}</dt>
          <dd>{format.money(cost.taxTotal)}</dd>
        </div>
      )}
    </dl>
  );
}

const nonZero = (amount: AmountFragment | undefined) => (amount && Number(amount.amount) !== 0 ? amount : undefined);
