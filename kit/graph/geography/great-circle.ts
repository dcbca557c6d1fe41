/** A point on earth, in degrees. */
interface Point {
  latitude: number;
  longitude: number;
}

/** The angle between two points along a great circle, in radians (haversine formula). Times the radius it is their distance. */
export function angleBetween(one: Point, other: Point): number {
  const [north, south] = [radians(one.latitude), radians(other.latitude)];
  const turn = radians(other.longitude - one.longitude);
  const chord = Math.sin((south - north) / 2) ** 2 + Math.cos(north) * Math.cos(south) * Math.sin(turn / 2) ** 2;
  // Rounding may put the square beyond 1 for opposite points.
  return 2 * Math.asin(Math.sqrt(Math.min(1, chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
