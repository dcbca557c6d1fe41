import { badInput } from '#kit/graph/errors.ts';
import type { Point } from './site.ts';

/** The mean radius of the earth in kilometres (IUGG, R1). */
const radius = 6_371.0088;

/** The distance of two points along a great circle (haversine formula), in kilometres with two decimals. */
export function distanceOf(one: Point, other: Point): number {
  const [a, b] = [radians(one.latitude), radians(other.latitude)];
  const [across, along] = [b - a, radians(other.longitude - one.longitude)];
  const chord = Math.sin(across / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(along / 2) ** 2;
  // Rounding may put the square beyond 1 for opposite points.
  return Math.round(2 * radius * Math.asin(Math.sqrt(Math.min(1, chord))) * 100) / 100;
}

/** The point in an argument. Throws BAD_USER_INPUT for one that is not on earth. */
export function readPoint({ latitude, longitude }: Point, argument: string): Point {
  if (Math.abs(latitude) > 90) throw badInput('`latitude` must be from -90 to 90.', `${argument}.latitude`);
  if (Math.abs(longitude) > 180) throw badInput('`longitude` must be from -180 to 180.', `${argument}.longitude`);
  return { latitude, longitude };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
