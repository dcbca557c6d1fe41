/** Runs SQL with `?` for each value. */
export interface Database {
  raw<Row>(sql: string, values: readonly unknown[]): Promise<{ rows: Row[] }>;
}

/** An order line of a limited product: of an edition, with a purchase limit, or pre-ordered. */
export interface LimitedLine {
  line_id: string;
  product_id: string;
  variant_id: string;
  title: string;
  quantity: number;
  /** The metadata of the product and the variant. */
  product: Record<string, unknown> | null;
  variant: Record<string, unknown> | null;
}
