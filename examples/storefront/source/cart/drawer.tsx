import { Dialog } from '../parts/dialog.tsx';
import { useShop } from '../shop.tsx';
import { useCart } from './cart.tsx';
import { CartContent } from './content.tsx';

/** The cart at the side of the page. */
export function CartDrawer() {
  const { words } = useShop();
  const { isOpen, close } = useCart();
  if (!isOpen) return null;
  return (
    <Dialog title={words.cart} className="side" close={close}>
      <CartContent />
    </Dialog>
  );
}
