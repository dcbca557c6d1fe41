import { useState } from 'react';
import { useShop } from '../../shop.tsx';
import { prepareViewer } from './viewer.ts';

/** A button that downloads the viewer and the model, which are large, only when they are wanted. */
export function Model({ model, title, poster }: { model: { url: string }; title: string; poster: string | undefined }) {
  const { words } = useShop();
  const [state, setState] = useState<'closed' | 'loading' | 'open' | 'failed'>('closed');
  const open = async () => {
    setState('loading');
    try {
      await prepareViewer();
      setState('open');
    } catch {
      setState('failed');
    }
  };
  if (state === 'open') {
    return (
      <model-viewer
        class="viewer"
        src={model.url}
        poster={poster}
        alt={title}
        camera-controls=""
        touch-action="pan-y"
        shadow-intensity="0.6"
        interaction-prompt="none"
      />
    );
  }
  return (
    <p className="viewer-start">
      <button type="button" className="button quiet-button" disabled={state === 'loading'} onClick={() => void open()}>
        {state === 'loading' ? words.loading3d : words.view3d}
      </button>
      <span role="status">{state === 'failed' && words.failed3d}</span>
    </p>
  );
}
