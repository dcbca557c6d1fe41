import type { Place } from '../../navigation/router.ts';
import { StorePage } from './store.tsx';
import { StoresPage } from './stores.tsx';

/** The page of all stores, or that of one. */
export function StoresPages({ name, place }: { name: string; place: Place }) {
  return name ? <StorePage name={name} place={place} /> : <StoresPage />;
}
