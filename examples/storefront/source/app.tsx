import { Component, type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { CartProvider } from './cart/cart.tsx';
import { CartDrawer } from './cart/drawer.tsx';
import { addressOf, preferredLocale, readAddress } from './locale/locale.ts';
import { navigate, type Place, useAddress } from './navigation/router.ts';
import { HomePage } from './pages/home.tsx';
import { NotFound } from './pages/not-found.tsx';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { PageSkeleton } from './parts/skeletons.tsx';
import { Failure } from './parts/states.tsx';
import { ShopProvider, useShop } from './shop.tsx';

type Page = ComponentType<{ place: Place; name: string }>;

const page = (load: () => Promise<Record<string, Page>>, name: string): Page =>
  lazy(async () => ({ default: (await load())[name] as Page }));

/** The pages by their first path segment. All but the first page are downloaded when they are opened. */
const pages: Record<string, Page> = {
  '': HomePage as Page,
  pieces: page(() => import('./pages/list/pages.tsx'), 'ListPage'),
  collections: page(() => import('./pages/list/pages.tsx'), 'CollectionPage'),
  categories: page(() => import('./pages/list/pages.tsx'), 'CategoryPage'),
  product: page(() => import('./pages/product/product.tsx'), 'ProductPage'),
  artisan: page(() => import('./pages/artisan.tsx'), 'ArtisanPage'),
  pages: page(() => import('./pages/text.tsx'), 'TextPage'),
  stores: page(() => import('./pages/stores/pages.tsx'), 'StoresPages'),
  journal: page(() => import('./pages/journal/journal.tsx'), 'JournalPage'),
  cart: page(() => import('./cart/cart-page.tsx'), 'CartPage'),
  checkout: page(() => import('./pages/checkout/checkout.tsx'), 'CheckoutPage'),
  paid: page(() => import('./pages/checkout/paid.tsx'), 'PaidPage'),
  order: page(() => import('./pages/order/order.tsx'), 'OrderPage'),
  account: page(() => import('./pages/account/account.tsx'), 'AccountPage'),
};

/** The whole shop. An address without a locale gets that of the visitor. */
export function App() {
  const address = useAddress();
  const [pathname = '', query = ''] = address.split('?');
  const found = readAddress(pathname);
  const target = found
    ? undefined
    : `${addressOf(preferredLocale(), pathname.slice('/shop'.length) || '/')}${query && `?${query}`}`;
  useEffect(() => {
    if (target) navigate(target, { replace: true });
  }, [target]);
  if (!found) return null;
  const place = { path: found.path, search: new URLSearchParams(query) };
  return (
    <ShopProvider {...found.locale}>
      <CartProvider>
        <Layout place={place} />
      </CartProvider>
    </ShopProvider>
  );
}

function Layout({ place }: { place: Place }) {
  const { words } = useShop();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const [, segment = '', name = '', rest] = place.path.split('/');
  const Found = rest === undefined || rest === '' ? pages[segment] : undefined;
  // After a navigation the focus goes to the new page, as after a load. The first page keeps the browser's focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what changes
  useEffect(() => {
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    first.current = false;
  }, [place.path]);
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Header />
      <main id="content" ref={main} tabIndex={-1}>
        <Boundary key={place.path}>
          <Suspense fallback={<PageSkeleton />}>
            {Found ? (
              <Found key={place.path} place={place} name={decodeURIComponent(name)} />
            ) : (
              <NotFound path={place.path} />
            )}
          </Suspense>
        </Boundary>
      </main>
      <Footer />
      <CartDrawer />
    </>
  );
}

/** Shows that a page could not be loaded or rendered. */
class Boundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }
  override render() {
    return this.state.hasFailed ? <Failure retry={() => location.reload()} /> : this.props.children;
  }
}
