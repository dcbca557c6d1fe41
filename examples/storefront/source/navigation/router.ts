import { useSyncExternalStore } from 'react';

/** Where the page is: the address below the locale, and its parameters. */
export interface Place {
  path: string;
  search: URLSearchParams;
}

const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', changed);

/** Opens an address of this origin without loading the page again. */
export function navigate(address: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  changed();
}

/** The current address, path and query. Renders again when it changes. */
export function useAddress(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => location.pathname + location.search,
  );
}
