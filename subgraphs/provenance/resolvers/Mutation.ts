import type { MutationResolvers } from '#generated/provenance.ts';
import { isRefused, payload } from '#kit/graph/result.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { clearLoaders, type Loaders } from '../context.ts';
import { createMaterial, updateMaterial } from '../curation/materials.ts';
import { correctProvenance, createProvenance } from '../curation/records.ts';
import type { ProvenanceResult } from '../results.ts';

export const Mutation: Required<MutationResolvers> = {
  provenanceCreate: async (_, { input }, { ledger, loaders }) => {
    const result = await createProvenance(ledger, input);
    clearLoaders(loaders);
    return payload('product', result);
  },
  provenanceCorrect: async (_, { input }, { ledger, loaders, request }) => {
    const result = await correctProvenance(ledger, input, curatorOf(request));
    clearLoaders(loaders);
    return { ...payload('event', result), product: isRefused(result) ? null : { id: input.productId } };
  },
  materialCreate: async (_, { input }, { ledger, loaders, request }) =>
    materialPayload(loaders, await createMaterial(ledger, input, curatorOf(request))),
  materialUpdate: async (_, { input }, { ledger, loaders, request }) =>
    materialPayload(loaders, await updateMaterial(ledger, input, curatorOf(request))),
  assetUploadBegin: async (_, { input }, { uploads }) => payload('upload', await uploads.begin(input)),
  assetUploadFinish: async (_, { id }, { uploads, loaders, request }) => {
    const { accepted, issues, userErrors } = await uploads.finish(id, request.signal);
    clearLoaders(loaders);
    if (accepted) request.invalidates.add(`product:${accepted.productId}`);
    const assets = accepted ? await loaders.ofProduct.assets(accepted.productId) : [];
    const asset = assets.find(({ role }) => role === accepted?.role) ?? null;
    return { asset, product: asset && { id: asset.productId }, issues, userErrors };
  },
};

async function materialPayload(loaders: Loaders, result: ProvenanceResult<string>) {
  clearLoaders(loaders);
  return payload('material', isRefused(result) ? result : await loaders.material.load(result));
}

/** The id of the signed-in curator. The scope that the schema requires excludes anonymous viewers. */
function curatorOf({ viewer }: SubgraphRequest): string {
  return (viewer as SignedIn).id;
}
