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
  // Each new element reads the addresses from this global, and ignores those that were set on its class.
  const decoders = { dracoDecoderLocation: __DECODERS__, ktx2TranscoderLocation: __DECODERS__ };
  Object.assign(globalThis, { ModelViewerElement: decoders });
  ready ??= import('@google/model-viewer').then(() => undefined);
  return ready;
}
