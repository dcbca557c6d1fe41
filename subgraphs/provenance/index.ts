import type { Resolvers } from '#generated/provenance.ts';
import { scalars } from '#kit/graph/scalars.ts';
import { run } from '#kit/graph/server/serve.ts';
import type { Subgraph } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { portOf } from '#subgraphs/registry.ts';
import { openDocuments } from './assets/documents.ts';
import { openUploads } from './assets/uploads.ts';
import { configShape } from './config.ts';
import { createLoaders, type ProvenanceServices } from './context.ts';
import { openLedger } from './ledger/ledger.ts';
import { Artisan } from './resolvers/Artisan.ts';
import { Asset } from './resolvers/Asset.ts';
import { Asset3D } from './resolvers/Asset3D.ts';
import { CarbonFootprint } from './resolvers/CarbonFootprint.ts';
import { Certification } from './resolvers/Certification.ts';
import { DigitalAssets } from './resolvers/DigitalAssets.ts';
import { Material } from './resolvers/Material.ts';
import { MaterialUse } from './resolvers/MaterialUse.ts';
import { MaterialVariant } from './resolvers/MaterialVariant.ts';
import { ModelCamera } from './resolvers/ModelCamera.ts';
import { ModelFile } from './resolvers/ModelFile.ts';
import { ModelPoster } from './resolvers/ModelPoster.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Passport } from './resolvers/Passport.ts';
import { PassportEvent } from './resolvers/PassportEvent.ts';
import { Product } from './resolvers/Product.ts';
import { ProductModel } from './resolvers/ProductModel.ts';
import { Provenance } from './resolvers/Provenance.ts';
import { Query } from './resolvers/Query.ts';
import { Supplier } from './resolvers/Supplier.ts';
import { TextureAsset } from './resolvers/TextureAsset.ts';
import { TextureMaps } from './resolvers/TextureMaps.ts';

const resolvers: Resolvers = {
  ...scalars,
  Query,
  Mutation,
  Artisan,
  Asset,
  Asset3D,
  CarbonFootprint,
  Certification,
  DigitalAssets,
  Material,
  MaterialUse,
  MaterialVariant,
  ModelCamera,
  ModelFile,
  ModelPoster,
  Passport,
  PassportEvent,
  Product,
  ProductModel,
  Provenance,
  Supplier,
  TextureAsset,
  TextureMaps,
};

/** Materials, origins, carbon and passports, from PostgreSQL; 3D assets, from S3. */
export const provenance: Subgraph<ProvenanceServices> = {
  name: 'provenance',
  port: portOf('provenance'),
  resolvers,
  open(env) {
    const { PROVENANCE_DATABASE_URL, ...config } = readConfig('provenance subgraph', configShape, env);
    const documents = openDocuments(config);
    const ledger = openLedger(PROVENANCE_DATABASE_URL);
    const uploads = openUploads(ledger.within(), documents);
    return {
      context: ({ signal, invalidates }) => {
        const bound = ledger.within(signal, invalidates);
        return { ledger: bound, loaders: createLoaders(bound), signer: documents.signerAt(new Date()), uploads };
      },
      // Readiness does not depend on S3: URLs are signed without it, and only uploads of curators need it.
      check: ledger.check,
      close: async () => {
        documents.close();
        await ledger.close();
      },
    };
  },
};

if (import.meta.main) await run(provenance);
