/** A point of a profile: radius, height, and the direction of the profile (of length 1). */
export interface ProfilePoint {
  radius: number;
  height: number;
  direction: [radial: number, upward: number];
}

type Point = [radius: number, height: number];

const cornerAngle = Math.PI / 4;
const bevelShare = 0.04;
const cornerSteps = 4;
const curveStep = Math.PI / 36;

/**
 * Smooths a profile of few points: gentle turns become curves, and corners get a fine bevel, which catches the light. The
 * ends are closed towards the axis.
 */
export function smoothProfile(drawn: readonly Point[]): ProfilePoint[] {
  const points = closed(drawn);
  const bevel = bevelShare * Math.max(...points.map(([radius]) => radius));
  const smooth: ProfilePoint[] = [];
  const push = (point: Point, direction: Point) => {
    const last = smooth.at(-1);
    if (last && distance([last.radius, last.height], point) < 1e-7) return;
    smooth.push({ radius: Math.max(0, point[0]), height: point[1], direction });
  };
  points.forEach((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before) push(point, towards(point, after as Point));
    else if (!after) push(point, towards(before, point));
    else for (const { at, direction } of turn(before, point, after, bevel)) push(at, direction);
  });
  return smooth;
}

function closed(points: readonly Point[]): Point[] {
  const [first, last] = [points[0] as Point, points.at(-1) as Point];
  const start: Point[] = first[0] > 0 ? [[0, first[1]]] : [];
  const end: Point[] = last[0] > 0 ? [[0, last[1]]] : [];
  return [...start, ...points, ...end];
}

/** The quadratic Bézier curve around a point: between the midpoints of its edges, or shorter at a corner. */
function turn(before: Point, point: Point, after: Point, bevel: number) {
  const [arriving, leaving] = [towards(before, point), towards(point, after)];
  const angle = Math.acos(Math.min(1, Math.max(-1, arriving[0] * leaving[0] + arriving[1] * leaving[1])));
  const isCorner = angle > cornerAngle;
  const limit = isCorner ? bevel : Number.POSITIVE_INFINITY;
  const from = along(point, arriving, -Math.min(distance(before, point) / 2, limit));
  const to = along(point, leaving, Math.min(distance(point, after) / 2, limit));
  const steps = isCorner ? cornerSteps : Math.max(1, Math.ceil(angle / curveStep));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const t = step / steps;
    const [first, second] = [mix(from, point, t), mix(point, to, t)];
    return { at: mix(first, second, t), direction: towards(first, second) };
  });
}

function towards(from: Point, to: Point): Point {
  const length = distance(from, to) || 1;
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
}

function along([radius, height]: Point, [radial, upward]: Point, by: number): Point {
  return [radius + radial * by, height + upward * by];
}

function mix(from: Point, to: Point, share: number): Point {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

function distance(from: Point, to: Point): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}
