import { useHead } from '../parts/head.ts';
import { useShop } from '../shop.tsx';
import { CartContent } from './content.tsx';

/** The cart as a page of its own. */
export function CartPage() {
  const { words } = useShop();
  useHead({ title: words.cart });
  return (
    <div className="wrap narrow band">
      <h1>{words.cart}</h1>
      <CartContent />
    </div>
  );
}
