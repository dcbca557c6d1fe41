import type { HTMLAttributes } from 'react';

declare global {
  /** The folder of the decoders on this origin, set by the build. */
  const __DECODERS__: string;
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'model-viewer': HTMLAttributes<HTMLElement> & Record<string, unknown>;
    }
  }
}

let ready: Promise<void> | undefined;

/** Defines the element `model-viewer`, with decoders from this origin: by default it loads them from another one. */
export function prepareViewer(): Promise<void> {
  ready ??= import('@google/model-viewer').then(({ ModelViewerElement }) => {
    ModelViewerElement.dracoDecoderLocation = __DECODERS__;
    ModelViewerElement.ktx2TranscoderLocation = __DECODERS__;
  });
  return ready;
}
