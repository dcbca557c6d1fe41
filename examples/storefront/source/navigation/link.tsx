import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { useShop } from '../shop.tsx';
import { navigate } from './router.ts';

/** A link to a page of the shop: `to` is the path below the locale. Other buttons and keys open it as browsers do. */
export function Link({ to, onClick, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const { href } = useShop();
  const address = href(to);
  const open = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(address);
  };
  return <a {...rest} href={address} onClick={open} />;
}
