import sharp, { type ResizeOptions, type Sharp } from 'sharp';
import { httpRefusal } from './errors.ts';

/** A transformed image. */
export interface Rendition {
  bytes: Buffer;
  contentType: string;
}

/** Largest width and height that are made, in pixels. */
const maxSide = 4096;

const transparent = { r: 0, g: 0, b: 0, alpha: 0 };

/** Sanity's names for how an image fills a box, in sharp's words. */
const fits: Record<string, ResizeOptions> = {
  clip: { fit: 'inside' },
  max: { fit: 'inside', withoutEnlargement: true },
  crop: { fit: 'cover' },
  min: { fit: 'cover', withoutEnlargement: true },
  fill: { fit: 'contain', background: transparent },
  fillmax: { fit: 'contain', background: transparent, withoutEnlargement: true },
  scale: { fit: 'fill' },
};

const formats: Record<string, (image: Sharp, quality: number) => Sharp> = {
  jpg: (image, quality) => image.jpeg({ quality }),
  pjpg: (image, quality) => image.jpeg({ quality, progressive: true }),
  png: (image) => image.png(),
  webp: (image, quality) => image.webp({ quality }),
  avif: (image, quality) => image.avif({ quality }),
};

/** Whether the parameters of an image's URL ask for anything but the original. */
export function isTransformed(params: URLSearchParams): boolean {
  return ['rect', 'w', 'h', 'fm', 'q'].some((name) => params.has(name));
}

/**
 * The image in a file cut to `rect=x,y,width,height`, then fitted into `w` and `h` pixels by `fit` (`clip` by
 * default), as format `fm` with quality `q` (75 by default). Throws a Refusal (400) for parameters that make no sense.
 */
export async function render(file: string, params: URLSearchParams): Promise<Rendition> {
  let image = sharp(file);
  const rect = params.get('rect');
  if (rect !== null) {
    const [left, top, width, height] = rectOf(rect);
    image = image.extract({ left, top, width, height });
  }
  const width = sideOf(params, 'w');
  const height = sideOf(params, 'h');
  const fit = fits[params.get('fit') ?? 'clip'];
  if (!fit) throw invalid('fit');
  if (width ?? height) image = image.resize({ width, height, ...fit });

  const format = params.get('fm') ?? extensionOf(file);
  const encode = formats[format];
  const quality = Number(params.get('q') ?? 75);
  if (!encode) throw invalid('fm');
  if (!Number.isInteger(quality) || quality < 1 || quality > 100) throw invalid('q');
  const bytes = await encode(image, quality)
    .toBuffer()
    .catch(() => {
      throw invalid('rect');
    });
  return { bytes, contentType: contentTypeOf(format) };
}

/** The media type of a file by the ending of its name. */
export function contentTypeOf(name: string): string {
  const extension = extensionOf(name);
  if (extension === 'svg') return 'image/svg+xml';
  if (extension === 'jpg' || extension === 'pjpg') return 'image/jpeg';
  return ['png', 'webp', 'avif', 'gif', 'tiff'].includes(extension) ? `image/${extension}` : 'application/octet-stream';
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function sideOf(params: URLSearchParams, name: 'w' | 'h'): number | undefined {
  const text = params.get(name);
  if (text === null) return undefined;
  const side = Number(text);
  if (!Number.isInteger(side) || side < 1 || side > maxSide) throw invalid(name);
  return side;
}

function rectOf(text: string): [number, number, number, number] {
  const numbers = text.split(',').map(Number);
  if (numbers.length !== 4 || !numbers.every((number) => Number.isInteger(number) && number >= 0))
    throw invalid('rect');
  return numbers as [number, number, number, number];
}

function invalid(parameter: string) {
  return httpRefusal(400, 'Bad Request', `Invalid image transformation: ${parameter}`);
}
