import type { Asset3DResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { Asset, Model } from '../assets/assets.ts';
import type { ModelResult } from '../assets/processed.ts';
import type { Loaders } from '../context.ts';

export const Asset3D: ResolversOver<Model, Asset3DResolvers> = {
  // Null when the product's file has been replaced.
  __resolveReference: async ({ productId, sha256 }, { loaders }) => {
    const assets = await loaders.ofProduct.assets(productId);
    return assets.find((asset): asset is Model => isModel(asset) && asset.sha256 === sha256) ?? null;
  },
  url: ({ key }, _, { signer }) => signer.sign(key),
  expiresAt: (_model, _, { signer }) => signer.expiresAt,
  encodings: async (model, _, { loaders }) =>
    (await resultOf(model, loaders))?.models.filter(({ level }) => level === 0) ?? null,
  levels: async (model, _, { loaders }) =>
    (await resultOf(model, loaders))?.models.filter(({ encoding }) => encoding === 'MESHOPT_WEBP') ?? null,
  poster: async (model, _, { loaders }) => (await resultOf(model, loaders))?.poster ?? null,
  materialVariants: async (model, _, { loaders }) => (await resultOf(model, loaders))?.materialVariants ?? null,
  dimensions: ({ boundingBox: { min, max } }) => ({
    width: millimetres(max.x - min.x),
    height: millimetres(max.y - min.y),
    depth: millimetres(max.z - min.z),
  }),
  audit: async (model, _, { loaders }) => {
    const checks = (await resultOf(model, loaders))?.audit;
    return checks ? { isPassed: checks.every(({ status }) => status !== 'FAIL'), checks } : null;
  },
  processing: ({ role, sha256 }, _, { loaders }) => (role === 'MODEL_GLB' ? loaders.modelJob.load(sha256) : null),
};

function isModel({ role }: Asset): boolean {
  return role === 'MODEL_GLB' || role === 'MODEL_USDZ';
}

/** What was made of a model; null for USDZ, and until it has been processed. */
async function resultOf({ role, sha256 }: Model, loaders: Loaders): Promise<ModelResult | null> {
  return role === 'MODEL_GLB' ? loaders.modelResult.load(sha256) : null;
}

/** Rounded to a hundredth of a millimetre. */
function millimetres(metres: number): number {
  return Math.round(metres * 1e5) / 100;
}
