import { useEffect, useState } from 'react';
import { thumbHashToDataURL } from 'thumbhash';
import type { PictureFragment } from '#generated/storefront/graphql.ts';

/**
 * A picture of the graph: the file that the layout needs, a blurred placeholder until it is there, and its size so that the page does
 * not move when it arrives. An empty field without one.
 */
export function Picture({
  image,
  sizes,
  isFirst = false,
  alt,
}: {
  image: PictureFragment | null | undefined;
  /** How wide the picture is in the layout. The browser chooses the file by it. */
  sizes: string;
  /** Whether it is visible without scrolling. */
  isFirst?: boolean;
  alt?: string;
}) {
  const placeholder = usePlaceholder(image?.thumbhash ?? null, isFirst);
  if (!image) return <div className="picture empty" />;
  const { url, srcset, focalPoint, altText, width, height } = image;
  const focus = focalPoint ? `${focalPoint.x * 100}% ${focalPoint.y * 100}%` : undefined;
  return (
    <div className="picture">
      <img
        // Before the source: a browser that sets the source first would load a second file.
        sizes={srcset ? sizes : undefined}
        srcSet={srcset ?? undefined}
        src={url}
        alt={alt ?? altText ?? ''}
        width={width ?? 1000}
        height={height ?? 1000}
        loading={isFirst ? 'eager' : 'lazy'}
        fetchPriority={isFirst ? 'high' : 'auto'}
        decoding="async"
        style={{ objectPosition: focus, backgroundPosition: focus, backgroundImage: placeholder }}
      />
    </div>
  );
}

const placeholders = new Map<string, string>();

/**
 * The placeholder as a CSS image. It is computed once for each picture: at once for one that is visible, otherwise when the browser has time,
 * because the first page alone has 25 pictures.
 */
function usePlaceholder(thumbhash: string | null, isFirst: boolean): string | undefined {
  const [, setMade] = useState<string>();
  const made = thumbhash
    ? (placeholders.get(thumbhash) ?? (isFirst ? placeholderOf(thumbhash) : undefined))
    : undefined;
  useEffect(
    () => (thumbhash && !made ? whenIdle(() => setMade(placeholderOf(thumbhash))) : undefined),
    [thumbhash, made],
  );
  return made;
}

function placeholderOf(thumbhash: string): string {
  const made = `url(${thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (byte) => byte.charCodeAt(0)))})`;
  placeholders.set(thumbhash, made);
  return made;
}

/** Runs work when the browser has nothing to do. Returns what cancels it. Safari has no such callback: there it runs soon. */
function whenIdle(work: () => void): () => void {
  if (!window.requestIdleCallback) {
    const timer = setTimeout(work, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: 2_000 });
  return () => cancelIdleCallback(handle);
}
