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
    const distance = distanceBetween(from, location.position);
    if (!nearest || distance < nearest.distance) nearest = { location, distance };
  }
  return nearest?.location ?? null;
}

/** The middle of a country in whole degrees, by ISO 3166-1 alpha-2 code. */
function middleOf(country: string | undefined): Position | undefined {
  const [latitude, longitude] = (coordinates as Record<string, number[]>)[country ?? ''] ?? [];
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

/** The great-circle distance in radians, by the haversine formula. */
function distanceBetween(one: Position, other: Position): number {
  const [north, south] = [radians(one.latitude), radians(other.latitude)];
  const turn = radians(other.longitude - one.longitude);
  const chord = Math.sin((south - north) / 2) ** 2 + Math.cos(north) * Math.cos(south) * Math.sin(turn / 2) ** 2;
  return 2 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
