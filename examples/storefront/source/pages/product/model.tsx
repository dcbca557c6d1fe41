import { useState } from 'react';
import { ModelAgainDocument, type ModelFragment } from '#generated/storefront/graphql.ts';
import { useSend } from '../../graph/use-graph.ts';
import { useShop } from '../../shop.tsx';
import type { Product } from './piece.ts';
import { prepareViewer } from './viewer.ts';

type State = { name: 'closed' | 'loading' | 'failed' } | { name: 'open'; files: ModelFragment };

/** The picture of the model. A button downloads the viewer and the model, which are large, only when they are wanted. */
export function Model({ product: { handle, title, digitalAssets } }: { product: Product }) {
  const { words } = useShop();
  const send = useSend();
  const [state, setState] = useState<State>({ name: 'closed' });
  const open = async () => {
    setState({ name: 'loading' });
    try {
      const [files] = await Promise.all([filesOf(), prepareViewer()]);
      setState({ name: 'open', files });
    } catch {
      setState({ name: 'failed' });
    }
  };
  const filesOf = async (): Promise<ModelFragment> => {
    if (digitalAssets?.asset && Date.parse(digitalAssets.asset.expiresAt) > Date.now()) return digitalAssets;
    const { data } = await send(ModelAgainDocument, { handle });
    if (!data?.product?.digitalAssets?.asset) throw new Error('There is no file of the model.');
    return data.product.digitalAssets;
  };
  const poster = digitalAssets?.modelGlb?.poster;
  if (state.name === 'open') {
    const camera = state.files.modelGlb?.poster?.camera;
    return (
      <model-viewer
        class="viewer"
        src={state.files.asset?.url}
        poster={state.files.modelGlb?.poster?.url}
        alt={title}
        camera-orbit={camera && `${camera.azimuth}deg ${camera.inclination}deg ${camera.distance}m`}
        field-of-view={camera && `${camera.fieldOfView}deg`}
        camera-controls=""
        touch-action="pan-y"
        shadow-intensity="0.6"
        interaction-prompt="none"
      />
    );
  }
  return (
    <div className="viewer viewer-start">
      {poster && <img src={poster.url} alt="" width={768} height={768} loading="lazy" decoding="async" />}
      <button
        type="button"
        className="button quiet-button"
        disabled={state.name === 'loading'}
        onClick={() => void open()}
      >
        {state.name === 'loading' ? words.loading3d : words.view3d}
      </button>
      <p role="status" className="quiet">
        {state.name === 'failed' && words.failed3d}
      </p>
    </div>
  );
}
