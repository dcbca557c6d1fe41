import type { Material } from '../types.ts';

/** Leathers. */
export const hides: Material[] = [
  {
    id: 'mat_arno-calf',
    name: 'Arno vegetable-tanned calf',
    kind: 'LEATHER',
    description:
      'Full-grain French calf, tanned for forty days in chestnut and mimosa bark on the lower Arno, then greased by hand. It arrives the colour of bread crust and darkens with every summer.',
    countryCode: 'IT',
    originCoordinates: { latitude: 43.7136, longitude: 10.7767 },
    supplier: 'sup_conceria-valdirena',
    recycledPercent: 0,
    carbonKgPerKg: 21.5,
    certifications: [
      {
        id: 'cert_arno-calf-lwg',
        name: 'LWG Gold',
        issuer: 'Leather Working Group',
        number: 'LWG-VDR-0417',
        validFrom: '2025-03-10',
        validUntil: '2027-03-09',
      },
      {
        id: 'cert_arno-calf-veg',
        name: 'Pelle Conciata al Vegetale in Toscana',
        issuer: 'Consorzio Vera Pelle Italiana Conciata al Vegetale',
        number: 'VPC-2231',
        validFrom: '2024-01-15',
      },
    ],
  },
  {
    id: 'mat_tarn-goatskin',
    name: 'Tarn goatskin',
    kind: 'LEATHER',
    description:
      'Goatskin from dairy herds on the Causses, dressed at Graulhet with sumac. The grain is tight and pebbled; a millimetre of it takes a crease ten thousand times and lets it go again.',
    countryCode: 'FR',
    originCoordinates: { latitude: 43.7611, longitude: 1.9897 },
    supplier: 'sup_megisserie-belbeze',
    recycledPercent: 0,
    carbonKgPerKg: 18.2,
    certifications: [
      {
        id: 'cert_tarn-goatskin-lwg',
        name: 'LWG Silver',
        issuer: 'Leather Working Group',
        number: 'LWG-BLB-1102',
        validFrom: '2025-11-04',
        validUntil: '2027-11-03',
      },
    ],
  },
];
