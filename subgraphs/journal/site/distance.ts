import { badInput } from '#kit/graph/errors.ts';
import { angleBetween } from '#kit/graph/geography/great-circle.ts';
import type { Point } from './site.ts';

/** The mean radius of the earth in kilometres (IUGG, R1). */
const radius = 6_371.0088;

/** The distance of two points along a great circle, in kilometres with two decimals. */
export function distanceOf(one: Point, other: Point): number {
  return Math.round(radius * angleBetween(one, other) * 100) / 100;
}

/** The point in an argument. Throws BAD_USER_INPUT for one that is not on earth. */
export function readPoint({ latitude, longitude }: Point, argument: string): Point {
  if (Math.abs(latitude) > 90) throw badInput('`latitude` must be from -90 to 90.', `${argument}.latitude`);
  if (Math.abs(longitude) > 180) throw badInput('`longitude` must be from -180 to 180.', `${argument}.longitude`);
  return { latitude, longitude };
}
