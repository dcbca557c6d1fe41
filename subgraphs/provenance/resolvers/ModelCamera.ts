import type { ModelCameraResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Camera } from '../assets/processed.ts';

export const ModelCamera: ResolversOver<Camera, ModelCameraResolvers> = {
  position: ({ position }) => pointOf(position),
  target: ({ target }) => pointOf(target),
};

function pointOf([x = 0, y = 0, z = 0]: readonly number[]) {
  return { x, y, z };
}
