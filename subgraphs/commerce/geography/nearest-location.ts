import { angleBetween } from '#kit/graph/geography/great-circle.ts';
import type { Position } from '#kit/graph/market.ts';
import type { LocationRow } from '../rows.ts';
import coordinates from './coordinates.json' with { type: 'json' };

/**
 * The location that is nearest to a position or, without a position, to the middle of a country; the first one of equals. Null
 * when neither is known, or no location has a position.
 */
export function nearestLocation<Location extends Pick<LocationRow, 'position'>>(
  locations: readonly Location[],
  position: Position | undefined,
  country: string | undefined,
): Location | null {
  const from = position ?? middleOf(country);
  if (!from) return null;
  let nearest: { location: Location; distance: number } | undefined;
  for (const location of locations) {
    if (!location.position) continue;
    const distance = angleBetween(from, location.position);
    if (!nearest || distance < nearest.distance) nearest = { location, distance };
  }
  return nearest?.location ?? null;
}

/** The middle of a country in whole degrees, by ISO 3166-1 alpha-2 code. */
function middleOf(country: string | undefined): Position | undefined {
  const [latitude, longitude] = (coordinates as Record<string, number[]>)[country ?? ''] ?? [];
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}
