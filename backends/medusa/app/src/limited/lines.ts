import { isHeld } from './pieces';
import type { Database } from './rows';
import { preOrderOf } from './terms';

/** The limited pieces of an order line. */
export interface LimitedPieces {
  /** The id of the line. */
  id: string;
  /** Their numbers in the edition, in ascending order. */
  numbers: { number: number; size: number }[];
  /** When pre-ordered pieces are released; null afterwards, and for others. */
  releases_at: string | null;
}

/** The limited pieces of order lines, without those that were returned or whose order was canceled; only lines that have some. */
export async function readLimitedPieces(database: Database, lineIds: readonly string[]): Promise<LimitedPieces[]> {
  const { rows } = await database.raw<Piece>(
    `select line_id, number, limited_piece.size, is_pre_ordered, variant.metadata as variant
     from limited_piece left join product_variant as variant on variant.id = limited_piece.variant_id
     where line_id = any (?) and ${isHeld}
     order by line_id, number`,
    [lineIds],
  );
  return [...Map.groupBy(rows, ({ line_id }) => line_id)].map(([id, pieces]) => ({
    id,
    numbers: pieces.flatMap(({ number, size }) => (number === null || size === null ? [] : { number, size })),
    releases_at: releaseOf(pieces),
  }));
}

interface Piece {
  line_id: string;
  number: number | null;
  size: number | null;
  is_pre_ordered: boolean;
  /** Metadata. */
  variant: Record<string, unknown> | null;
}

function releaseOf(pieces: readonly Piece[]): string | null {
  const waiting = pieces.find(({ is_pre_ordered }) => is_pre_ordered);
  return preOrderOf(waiting?.variant ?? null)?.releasesAt.toISOString() ?? null;
}

/** The lines of an order, each with the numbers of its pieces in their edition. */
export async function withEditionNumbers<Line extends { id: string }>(
  database: Database,
  lines: readonly Line[],
): Promise<(Line & { edition_numbers: LimitedPieces['numbers'] })[]> {
  const limited = await readLimitedPieces(
    database,
    lines.map(({ id }) => id),
  );
  const numbers = new Map(limited.map((line) => [line.id, line.numbers]));
  return lines.map((line) => ({ ...line, edition_numbers: numbers.get(line.id) ?? [] }));
}
