/** How an order is packed as a gift. */
export interface GiftRow {
  message: string | null;
  isWrapped: boolean;
  hidePrices: boolean;
}
