import type { MediaRow, Picture, VideoRow } from '../../products/presentation-rows.ts';
import type { Metadata } from '../responses.ts';
import { toPicture } from './pictures.ts';
import { number, part, text } from './values.ts';

/**
 * The media of a product in the order of its metadata: `{ media: [{ image: url }, { video: { … } }, { model: true }] }`. Pictures that
 * it does not name follow. An item that names no picture of the product, or a video without a file, is left out.
 */
export function toMedia(productId: string, pictures: readonly Picture[], metadata: Metadata | undefined): MediaRow[] {
  const images = new Map(pictures.map((picture) => [picture.url, imageOf(picture)]));
  const named = Array.isArray(metadata?.media) ? (metadata.media as Metadata[]) : [];
  const items = named.flatMap((item): MediaRow[] => {
    const image = images.get(text(item?.image) ?? '');
    if (image) return [image];
    if (item?.model === true) return [{ kind: 'ProductModel', id: 'model', productId }];
    const video = toVideo(part(item, 'video'));
    return video ? [{ kind: 'Video', id: video.sources[0]?.url ?? '', ...video }] : [];
  });
  const all = [...items, ...images.values()];
  return [...new Map(all.map((item) => [`${item.kind} ${item.id}`, item])).values()];
}

function imageOf(picture: Picture): MediaRow {
  return { kind: 'Image', id: picture.url, ...picture };
}

/** The most encodings of one video. */
const mostSources = 10;

function toVideo(from: Metadata): VideoRow | null {
  const listed = Array.isArray(from?.sources) ? (from.sources as Metadata[]) : [];
  const sources = listed.slice(0, mostSources).flatMap((source) => {
    const [url, contentType] = [text(source?.url), text(source?.content_type)];
    if (url === null || contentType === null) return [];
    return [{ url, contentType, width: number(source?.width), height: number(source?.height) }];
  });
  if (sources.length === 0) return null;
  const altText = text(from?.alt);
  return {
    sources,
    poster: toPicture(part(from, 'poster'), altText ?? ''),
    altText,
    durationSeconds: number(from?.duration_seconds),
  };
}
