/** A point or a direction: x to the right, y up, z towards the viewer. */
export type Vector = [x: number, y: number, z: number];

/** The sum of two vectors. */
export function add([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ax + bx, ay + by, az + bz];
}

/** The first vector minus the second. */
export function subtract([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ax - bx, ay - by, az - bz];
}

/** A vector multiplied by a number. */
export function scale([x, y, z]: Vector, by: number): Vector {
  return [x * by, y * by, z * by];
}

/** The dot product. */
export function dot([ax, ay, az]: Vector, [bx, by, bz]: Vector): number {
  return ax * bx + ay * by + az * bz;
}

/** The cross product. */
export function cross([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}

/** The vector with length 1; `otherwise` for a vector of length 0. */
export function normalize(vector: Vector, otherwise: Vector = [0, 1, 0]): Vector {
  const length = Math.sqrt(dot(vector, vector));
  return length > 1e-9 ? scale(vector, 1 / length) : otherwise;
}
