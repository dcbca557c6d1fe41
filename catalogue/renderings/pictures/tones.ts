/** Conversions between sRGB from 0 to 255, which is stored, and linear light, which is computed with. */

/** Linear light by sRGB value from 0 to 255. */
export const light = Float32Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

const stepsPerUnit = 2048;
const brightest = 4;

const film = Uint8ClampedArray.from({ length: stepsPerUnit * brightest + 1 }, (_, step) => {
  const amount = step / stepsPerUnit;
  const share = amount < 0.5 ? amount : 1 - 0.5 * Math.exp((0.5 - amount) / 0.5);
  return 255 * (share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055);
});

/** Converts linear light to sRGB from 0 to 255, with a soft roll-off of highlights. */
export function developed(amount: number): number {
  return film[Math.min(film.length - 1, (amount * stepsPerUnit) | 0)] as number;
}
