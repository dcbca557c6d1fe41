/** What limits the sale of a product. */
export interface ProductLimits {
  /** The number of pieces of the limited edition that it is made in; null when it is not limited. */
  editionSize: number | null;
  purchaseLimit: PurchaseLimit | null;
}

/** What limits the sale of a variant, besides its stock. */
export interface VariantLimits {
  /** Its sale before it is in stock; null when there is none, or it has ended. */
  preOrder: PreOrder | null;
  /** Whether it has or had a pre-order, so that its backorders are limited. */
  hasPreOrder: boolean;
}

/** How many pieces of a product one buyer may order. Null: no limit. */
export interface PurchaseLimit {
  perOrder: number | null;
  perCustomer: number | null;
  /** The days for which an order counts towards `perCustomer`; null for ever. */
  days: number | null;
}

/** The sale of a variant before it is in stock. */
export interface PreOrder {
  releasesAt: Date;
  /** How many pieces may be sold beyond the stock. */
  limit: number;
}

/** The limited pieces of an order line. */
export interface LimitedPieces {
  /** The id of the line. */
  id: string;
  numbers: { number: number; size: number }[];
  /** When pre-ordered pieces are released; null afterwards, and for others. */
  releasesAt: Date | null;
}
