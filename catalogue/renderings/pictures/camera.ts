import type { Mesh } from '../geometry/mesh.ts';
import { add, cross, dot, normalize, scale, subtract, type Vector } from '../geometry/vector.ts';
import type { Screen } from './raster.ts';

/** The direction of the camera, and the part of the picture that the model fills. */
export interface View {
  /** Degrees about the vertical axis; 0 is the front, 90 its right side. */
  azimuth: number;
  /** Degrees above the ground. */
  elevation: number;
  width: number;
  height: number;
  /** The area for the model as fractions of the picture, from the upper left; it may exceed the picture. */
  frame: { left: number; top: number; right: number; bottom: number };
  /** The vertical position of a model that is lower than the frame. */
  align: 'top' | 'middle';
}

export interface Camera {
  eye: Vector;
  /** Projects positions to the screen, three numbers per vertex; pixels may be outside the picture. */
  project(positions: Float32Array): Screen;
  /** The point of the ground (y = 0) at a pixel; undefined above the horizon. */
  groundAt(x: number, y: number): Vector | undefined;
}

/** The distance of the camera in radii of the model, large enough to keep vertical lines vertical. */
const distanceInRadii = 7;

/** A camera that fits the model into the frame of a view. */
export function cameraFor({ positions, min, max }: Mesh, view: View): Camera {
  const middle = scale(add(min, max), 0.5);
  const radius = Math.sqrt(dot(subtract(max, middle), subtract(max, middle)));
  const [azimuth, elevation] = [view.azimuth, view.elevation].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
  ];
  const backward: Vector = [
    Math.sin(azimuth) * Math.cos(elevation),
    Math.sin(elevation),
    Math.cos(azimuth) * Math.cos(elevation),
  ];
  const eye = add(middle, scale(backward, radius * distanceInRadii));
  const right = normalize(cross([0, 1, 0], backward));
  const up = cross(backward, right);

  const flat = (positions: Float32Array): Screen => {
    const screen = new Float32Array(positions.length);
    for (let index = 0; index < positions.length; index += 3) {
      const x = (positions[index] as number) - eye[0];
      const y = (positions[index + 1] as number) - eye[1];
      const z = (positions[index + 2] as number) - eye[2];
      const nearness = -1 / (x * backward[0] + y * backward[1] + z * backward[2]);
      screen[index] = (x * right[0] + y * right[1] + z * right[2]) * nearness;
      screen[index + 1] = -(x * up[0] + y * up[1] + z * up[2]) * nearness;
      screen[index + 2] = nearness;
    }
    return screen;
  };

  const { factor, shiftX, shiftY } = framing(flat(positions), view);
  return {
    eye,
    project(positions) {
      const screen = flat(positions);
      for (let index = 0; index < screen.length; index += 3) {
        screen[index] = (screen[index] as number) * factor + shiftX;
        screen[index + 1] = (screen[index + 1] as number) * factor + shiftY;
      }
      return screen;
    },
    groundAt(x, y) {
      const [across, down] = [(x - shiftX) / factor, (y - shiftY) / factor];
      const direction = subtract(subtract(scale(right, across), scale(up, down)), backward);
      if (direction[1] >= -1e-6) return undefined;
      return add(eye, scale(direction, -eye[1] / direction[1]));
    },
  };
}

/** The scale and the shift that fit the screen coordinates into the frame. */
function framing(screen: Screen, { width, height, frame, align }: View) {
  const bounds = [0, 1].map((axis) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = axis; index < screen.length; index += 3) {
      low = Math.min(low, screen[index] as number);
      high = Math.max(high, screen[index] as number);
    }
    return { low, high };
  }) as [{ low: number; high: number }, { low: number; high: number }];
  const [x, y] = bounds;
  const factor = Math.min(
    ((frame.right - frame.left) * width) / (x.high - x.low),
    ((frame.bottom - frame.top) * height) / (y.high - y.low),
  );
  return {
    factor,
    shiftX: ((frame.left + frame.right) / 2) * width - ((x.low + x.high) / 2) * factor,
    shiftY:
      align === 'top'
        ? frame.top * height - y.low * factor
        : ((frame.top + frame.bottom) / 2) * height - ((y.low + y.high) / 2) * factor,
  };
}
