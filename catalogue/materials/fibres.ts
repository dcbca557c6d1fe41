import type { Material } from '../types.ts';

/** Fibres, yarns and cloth. */
export const fibres: Material[] = [
  {
    id: 'mat_tomioka-silk',
    name: 'Tomioka silk',
    kind: 'TEXTILE',
    description:
      'Silk reeled in Gunma from cocoons of the spring rearing only, when the mulberry leaf is youngest. The thread is left with a quarter of its sericin, which gives the cloth its dry rustle.',
    countryCode: 'JP',
    originCoordinates: { latitude: 36.2553, longitude: 138.8878 },
    supplier: 'sup_karasugawa-filature',
    recycledPercent: 0,
    carbonKgPerKg: 42,
    certifications: [
      {
        id: 'cert_tomioka-silk-gots',
        name: 'GOTS',
        issuer: 'Global Standard',
        number: 'GOTS-KRS-20418',
        validFrom: '2026-05-01',
        validUntil: '2027-04-30',
      },
    ],
  },
  {
    id: 'mat_shetland-wool',
    name: 'Shetland wool',
    kind: 'TEXTILE',
    description:
      'Fleece of small, hardy sheep that graze heather and, in winter, seaweed on the north end of Unst. Sorted by hand into its natural colours and spun undyed, with the grease washed out in soft water.',
    countryCode: 'GB',
    originCoordinates: { latitude: 60.7999, longitude: -0.8789 },
    supplier: 'sup_burrafirth-growers',
    recycledPercent: 0,
    carbonKgPerKg: 24.6,
    certifications: [
      {
        id: 'cert_shetland-wool-rws',
        name: 'RWS',
        issuer: 'Textile Exchange',
        number: 'RWS-BFR-00763',
        validFrom: '2026-06-20',
        validUntil: '2027-06-19',
      },
    ],
  },
  {
    id: 'mat_caux-linen',
    name: 'Caux linen',
    kind: 'TEXTILE',
    description:
      'Flax from the chalk plateau behind Dieppe, retted in the field by dew and spun wet into a long, smooth yarn. It needs no irrigation and leaves no part of the plant unused.',
    countryCode: 'FR',
    originCoordinates: { latitude: 49.7214, longitude: 0.7856 },
    supplier: 'sup_teillage-du-dun',
    recycledPercent: 0,
    carbonKgPerKg: 7.9,
    certifications: [
      {
        id: 'cert_caux-linen-gots',
        name: 'GOTS',
        issuer: 'Global Standard',
        number: 'GOTS-TDD-08855',
        validFrom: '2026-02-11',
        validUntil: '2027-02-10',
      },
      {
        id: 'cert_caux-linen-european-flax',
        name: 'European Flax',
        issuer: 'Alliance for European Flax-Linen & Hemp',
        number: 'EF-TDD-3390',
        validFrom: '2024-09-02',
        validUntil: '2027-09-01',
      },
    ],
  },
];
