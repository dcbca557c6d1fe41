import type { Form } from '../../types.ts';
import type { View } from './camera.ts';

type Shape = Form['shape'];

/** The whole product on its ground. */
export function frontView(shape: Shape): View {
  return {
    ...poseOf(shape),
    width: 1200,
    height: 1500,
    frame: { left: 0.14, top: 0.19, right: 0.86, bottom: 0.8 },
    align: 'middle',
  };
}

/** The same in fewer pixels, for the other colours of a product. */
export function colourView(shape: Shape): View {
  return { ...frontView(shape), width: 800, height: 1000 };
}

/** A close-up of the upper part, from the other side. */
export function detailView(shape: Shape): View {
  const { azimuth, elevation } = poseOf(shape);
  return {
    azimuth: azimuth - 44,
    elevation: elevation + 8,
    width: 800,
    height: 1000,
    frame: { left: -0.55, top: 0.14, right: 1.35, bottom: 1.75 },
    align: 'top',
  };
}

/** The best azimuth and elevation for a shape, in degrees; flat shapes are seen from a higher elevation. */
function poseOf(shape: Shape): Pick<View, 'azimuth' | 'elevation'> {
  switch (shape.kind) {
    case 'lathe':
      return { azimuth: 0, elevation: 14 };
    case 'superellipsoid': {
      const [width, height, depth] = shape.size;
      return { azimuth: 28, elevation: height < 0.6 * Math.min(width, depth) ? 30 : 16 };
    }
    case 'torus':
      return { azimuth: 0, elevation: 30 };
    case 'sheet':
      return { azimuth: -18, elevation: 46 };
  }
}
