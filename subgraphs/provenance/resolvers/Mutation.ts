import type { MutationResolvers } from '#generated/provenance.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { type Context, forget } from '../context.ts';
import { createMaterial, updateMaterial } from '../curation/materials.ts';
import { correctProvenance, createProvenance } from '../curation/records.ts';

export const Mutation: Required<MutationResolvers<Context>> = {
  provenanceCreate: async (_, { input }, { ledger, loaders }) => {
    const result = await createProvenance(ledger, input);
    forget(loaders);
    return result;
  },
  provenanceCorrect: async (_, { input }, { ledger, loaders, request }) => {
    const { event, userErrors } = await correctProvenance(ledger, input, curatorOf(request));
    forget(loaders);
    return { product: event && { id: input.productId }, event, userErrors };
  },
  materialCreate: async (_, { input }, { ledger, loaders, request }) => {
    const { materialId, userErrors } = await createMaterial(ledger, input, curatorOf(request));
    forget(loaders);
    return { material: materialId === null ? null : await loaders.material.load(materialId), userErrors };
  },
  materialUpdate: async (_, { input }, { ledger, loaders, request }) => {
    const { materialId, userErrors } = await updateMaterial(ledger, input, curatorOf(request));
    forget(loaders);
    return { material: materialId === null ? null : await loaders.material.load(materialId), userErrors };
  },
  assetUploadBegin: (_, { input }, { uploads }) => uploads.begin(input),
  assetUploadFinish: async (_, { id }, { uploads, loaders, request }) => {
    const { accepted, issues, userErrors } = await uploads.finish(id, request.signal);
    forget(loaders);
    const assets = accepted ? await loaders.assets.load(accepted.productId) : [];
    const asset = assets.find(({ role }) => role === accepted?.role) ?? null;
    return { asset, product: asset && { id: asset.productId }, issues, userErrors };
  },
};

/** The scope that the SDL asks for lets nobody in who has not signed in. */
function curatorOf({ viewer }: SubgraphRequest): string {
  return (viewer as SignedIn).id;
}
