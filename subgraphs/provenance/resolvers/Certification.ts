import type { CertificationResolvers } from '#generated/provenance.ts';
import { referenceId } from '#kit/graph/node.ts';

export const Certification: CertificationResolvers = {
  __resolveReference: (reference, { loaders }) => loaders.certification.load(referenceId(reference)),
};
