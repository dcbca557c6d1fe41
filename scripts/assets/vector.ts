/** A point or a direction: x to the right, y up, z towards the viewer. */
export type Vector = [x: number, y: number, z: number];

export function add([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ax + bx, ay + by, az + bz];
}

export function subtract([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ax - bx, ay - by, az - bz];
}

export function scale([x, y, z]: Vector, by: number): Vector {
  return [x * by, y * by, z * by];
}

export function dot([ax, ay, az]: Vector, [bx, by, bz]: Vector): number {
  return ax * bx + ay * by + az * bz;
}

export function cross([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}

/** The direction of a vector; `otherwise` for one that has none. */
export function normalize(vector: Vector, otherwise: Vector = [0, 1, 0]): Vector {
  const length = Math.sqrt(dot(vector, vector));
  return length > 1e-9 ? scale(vector, 1 / length) : otherwise;
}
