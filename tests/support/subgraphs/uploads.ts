import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { bucketShape } from '#kit/stores/s3.ts';
import { openDocuments } from '#subgraphs/provenance/assets/documents.ts';
import { openUploads } from '#subgraphs/provenance/assets/uploads.ts';
import { openLedger } from '#subgraphs/provenance/ledger/ledger.ts';
import { startTestBucket } from '../backends/bucket.ts';
import { type CuratorsFile, putFile, type Target } from '../models/files.ts';
import { openCuration } from './curation.ts';

/** The provenance subgraph over PostgreSQL and S3, with the uploads of curators. */
export type UploadFixture = Awaited<ReturnType<typeof openUploadFixture>>;

/** An upload that has started. */
export interface Upload extends Target {
  id: string;
  expiresAt: string;
}

export type Kind = 'MODEL_GLB' | 'MODEL_USDZ' | 'TEXTURE_DIFFUSE' | 'TEXTURE_NORMAL' | 'TEXTURE_ROUGHNESS';

/** Starts everything; pages of `origin` may send files. */
export async function openUploadFixture(origin: string) {
  const { env, client, remove } = await startTestBucket([origin]);
  const curation = await openCuration(env);

  const begin = async (productId: string, kind: Kind, { bytes, sha256 }: CuratorsFile): Promise<Upload> => {
    const input = { productId, kind, bytes: bytes.length, sha256 };
    return (await curation.mutate('assetUploadBegin', input, 'upload { id url expiresAt headers { name value } }'))
      .upload;
  };

  /** Sends a file; resolves to the status and error code of S3. */
  const put = async (...given: Parameters<typeof putFile>) => {
    const answer = await putFile(...given);
    return [answer.status, /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1]];
  };

  const finish = async (id: string) => {
    const { data, errors } = await curation.execute(finishing, { id });
    return data.assetUploadFinish ?? errors;
  };

  return {
    ...curation,
    env,
    begin,
    put,
    finish,
    /** Starts, sends and finishes an upload. */
    send: async (productId: string, kind: Kind, file: CuratorsFile) => {
      const upload = await begin(productId, kind, file);
      await put(upload, file);
      return { id: upload.id, ...(await finish(upload.id)) };
    },
    /** The uploads as seen by another process of the subgraph. */
    otherProcess: (changed: Record<string, string> = {}) => {
      const ledger = openLedger(curation.database.urls.PROVENANCE_DATABASE_URL);
      const documents = openDocuments(bucketShape.parse({ ...env, ...changed }));
      const close = async () => {
        documents.close();
        await ledger.close();
      };
      return { ...openUploads(ledger.within(), documents), close };
    },
    /** The objects in the bucket by key. */
    keys: async (Prefix = '') =>
      ((await client.send(new ListObjectsV2Command({ Bucket: 'assets', Prefix }))).Contents ?? []).map(
        ({ Key }) => Key,
      ),
    /** The rows of a product's assets. */
    assetsOf: async (id: string) => [
      ...(await curation.owner`select * from asset where product_id = ${id} order by role`),
    ],
    close: async () => {
      await curation.close();
      await remove();
    },
  };
}

const finishing = `mutation ($id: ID!) {
  assetUploadFinish(id: $id) {
    asset {
      __typename url contentType bytes sha256
      ... on Asset3D {
        triangles boundingBox { min { x y z } max { x y z } } materials
        extensionsRequired extensionsUsed textures { count longestSide formats } validatedAt
      }
      ... on TextureAsset { width height }
    }
    product { id digitalAssets { modelGlb { sha256 } modelUsdz { sha256 } textureMaps { normal { sha256 } } } }
    issues { code message severity pointer }
    userErrors { field message code }
  }
}`;
