import type { Viewer } from '#kit/graph/viewer.ts';
import type { ResolvedMarket } from '../market.ts';
import type { CartCalls } from '../medusa/carts.ts';
import type { Products } from '../products/products.ts';
import type { RegionRow } from '../rows.ts';

/** What changes of carts need. */
export interface CartDependencies {
  /** Carts at Medusa, as the viewer sees them. */
  calls(): Promise<CartCalls>;
  regions(): Promise<RegionRow[]>;
  /** The market of the request. */
  market(): Promise<ResolvedMarket | null>;
  /** Reads variants with their prices in a region, past all caches. */
  variantsIn(regionId: string | null): Products['variantById'];
  viewer: Viewer;
}
