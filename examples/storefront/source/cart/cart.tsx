import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import {
  CartCreateDocument,
  CartDocument,
  type CartLineInput,
  CartLinesAddDocument,
  CartMarketUpdateDocument,
  CartMergeDocument,
  type CartPartsFragment,
  type RefusalFragment,
  type TypedDocumentString,
} from '#generated/storefront/graphql.ts';
import { isUnknown, useSend } from '../graph/use-graph.ts';
import { whenShownAgain } from '../navigation/shown.ts';
import { useShop } from '../shop.tsx';

/** The answer of every cart mutation of this shop, which names its root field `result`. */
export interface CartResult<Cart extends CartPartsFragment = CartPartsFragment> {
  result: { cart: Cart | null; userErrors: RefusalFragment[] } | null;
}

interface CartState {
  /** Null while there is none, or none has been read. */
  cart: CartPartsFragment | null;
  /** Whether the kept cart could not be read: it exists, but commerce does not answer. */
  hasFailed: boolean;
  /** Reads the kept cart again. */
  read(): Promise<void>;
  isBusy: boolean;
  isOpen: boolean;
  open(): void;
  close(): void;
  /** Sends a cart mutation and keeps the cart that it returns. Resolves to its result; `null` when the graph did not answer. */
  run<Cart extends CartPartsFragment, Variables extends object>(
    document: TypedDocumentString<CartResult<Cart>, Variables>,
    variables: Variables,
  ): Promise<CartResult<Cart>['result']>;
  /** The same; resolves to the refusals only. */
  change<Variables extends object>(
    document: TypedDocumentString<CartResult, Variables>,
    variables: Variables,
  ): Promise<RefusalFragment[] | null>;
  /** Adds pieces, to a new cart if there is none. */
  add(lines: CartLineInput[]): Promise<RefusalFragment[] | null>;
  /** Joins this device's cart with the customer's after a sign-in. */
  adopt(customerCartId: string | undefined): Promise<void>;
  /** Forgets the cart: it became an order. */
  forget(): void;
}

const CartContext = createContext<CartState | null>(null);
const key = 'axiom.cart';
/** The id of a guest's cart gives access to it: it is kept on this device, in no address. */
export const keptCartId = () => localStorage.getItem(key);

/** The visitor's cart. */
export function useCart(): CartState {
  const state = useContext(CartContext);
  if (!state) throw new Error('useCart needs a CartProvider.');
  return state;
}

/** Provides the cart of this device, in the market that is shown. */
export function CartProvider({ children }: { children: ReactNode }) {
  const { locale } = useShop();
  const send = useSend();
  const latestSend = useRef(send);
  latestSend.current = send;
  const [cart, setCart] = useState<CartPartsFragment | null>(null);
  const [running, setRunning] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const runs = useRef(0);
  const keep = useCallback((next: CartPartsFragment | null) => {
    if (next && !next.completedAt) localStorage.setItem(key, next.id);
    else localStorage.removeItem(key);
    setCart(next?.completedAt ? null : next);
    setFailed(false);
  }, []);

  const run = useCallback<CartState['run']>(
    async (document, variables) => {
      runs.current += 1;
      setRunning((count) => count + 1);
      const { data } = await latestSend.current(document, variables);
      // Raised on both sides: a read that began while the mutation ran may be older than its answer.
      runs.current += 1;
      setRunning((count) => count - 1);
      const result = data?.result;
      if (!result) return null;
      if (result.cart) keep(result.cart);
      else if (result.userErrors.some(({ code }) => /^CART_(NOT_FOUND|EXPIRED|COMPLETED)$/.test(code))) keep(null);
      return result;
    },
    [keep],
  );
  const change = useCallback<CartState['change']>(
    async (document, variables) => (await run(document, variables))?.userErrors ?? null,
    [run],
  );

  // A cart that is null by an error is unknown: it is kept. What a mutation has returned since the start is newer than what is read.
  const read = useCallback(async () => {
    const id = keptCartId();
    if (!id) return keep(null);
    const before = runs.current;
    const { data, error } = await latestSend.current(CartDocument, { id });
    if (runs.current !== before || keptCartId() !== id) return;
    if (!data || isUnknown(data.cart, error)) return setFailed(true);
    keep(data.cart);
    if (!data.cart || isUnknown(data.cart.region, error)) return;
    const isSold = data.cart.region?.countries.some(({ code }) => code === locale.country);
    if (!isSold) await change(CartMarketUpdateDocument, { cartId: id, countryCode: locale.country });
  }, [locale.country, keep, change]);

  // The kept cart is read at the start, and moves to the market that the visitor chooses. It is read again when the visitor comes back to this
  // page, because another tab may have changed it.
  useEffect(() => {
    void read();
    return whenShownAgain(() => void read());
  }, [read]);

  const state = useMemo<CartState>(
    () => ({
      cart,
      hasFailed,
      read,
      isBusy: running > 0,
      isOpen,
      open: () => setOpen(true),
      close: () => setOpen(false),
      run,
      change,
      add: async (lines) => {
        const id = keptCartId();
        const refusals = id
          ? await change(CartLinesAddDocument, { cartId: id, lines })
          : await change(CartCreateDocument, { lines });
        // An old cart has expired or became an order: a new one starts.
        const isGone = id && refusals?.some(({ code }) => /^CART_(NOT_FOUND|EXPIRED|COMPLETED)$/.test(code));
        return isGone ? change(CartCreateDocument, { lines }) : refusals;
      },
      adopt: async (customerCartId) => {
        const id = keptCartId();
        if (id && id !== customerCartId) {
          await change(CartMergeDocument, { cartId: id });
        } else if (customerCartId) {
          const { data, error } = await latestSend.current(CartDocument, { id: customerCartId });
          if (data && !isUnknown(data.cart, error)) keep(data.cart);
        }
      },
      forget: () => keep(null),
    }),
    [cart, hasFailed, read, running, isOpen, run, change, keep],
  );
  return <CartContext value={state}>{children}</CartContext>;
}
