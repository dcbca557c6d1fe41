import type { Material } from '../types.ts';

/** Woods and the other matter that grows: wax, dye, lacquer and paper. */
export const grown: Material[] = [
  {
    id: 'mat_almindingen-oak',
    name: 'Almindingen oak',
    kind: 'WOOD',
    description:
      'Oak planted on Bornholm after 1807 and felled by its storms. Sawn through and through, and dried in the open for one year for each inch of thickness.',
    countryCode: 'DK',
    originCoordinates: { latitude: 55.1158, longitude: 14.9006 },
    supplier: 'sup_ro-savvaerk',
    recycledPercent: 0,
    carbonKgPerKg: 0.6,
    certifications: [
      {
        id: 'cert_almindingen-oak-fsc',
        name: 'FSC 100%',
        issuer: 'Forest Stewardship Council',
        number: 'FSC-C000417',
        validFrom: '2023-08-28',
        validUntil: '2028-08-27',
      },
    ],
  },
  {
    id: 'mat_perigord-walnut',
    name: 'Périgord walnut',
    kind: 'WOOD',
    description:
      'Walnut from orchards near Sarlat that no longer bear. The heartwood is brown-grey with a violet cast, which steaming would take away; so it is not steamed.',
    countryCode: 'FR',
    originCoordinates: { latitude: 44.889, longitude: 1.2166 },
    supplier: 'sup_scierie-de-la-beune',
    recycledPercent: 0,
    carbonKgPerKg: 0.7,
    certifications: [
      {
        id: 'cert_perigord-walnut-pefc',
        name: 'PEFC Chain of Custody',
        issuer: 'PEFC',
        number: 'PEFC-10-31-9942',
        validFrom: '2024-04-15',
        validUntil: '2029-04-14',
      },
    ],
  },
  {
    id: 'mat_valensole-beeswax',
    name: 'Valensole beeswax',
    kind: 'WAX',
    description:
      'Cappings wax from hives that follow the lavender up the Valensole plateau, melted in sunlight and strained through linen. It smells of hay and burns slowly, with a flame the colour of apricots.',
    countryCode: 'FR',
    originCoordinates: { latitude: 43.838, longitude: 5.984 },
    supplier: 'sup_ruchers-du-colostre',
    recycledPercent: 0,
    carbonKgPerKg: 2.2,
    certifications: [
      {
        id: 'cert_valensole-beeswax-organic',
        name: 'EU Organic',
        issuer: 'European Union',
        number: 'FR-BIO-00.413',
        validFrom: '2026-01-20',
        validUntil: '2027-01-19',
      },
    ],
  },
  {
    id: 'mat_awa-indigo',
    name: 'Awa indigo',
    kind: 'OTHER',
    description:
      'Sukumo from the flood plain of the Yoshino: leaves of Japanese indigo, dried, then composted under straw mats for a hundred days. In the vat it lives on wheat bran, lime and wood-ash lye.',
    countryCode: 'JP',
    originCoordinates: { latitude: 34.1214, longitude: 134.405 },
    supplier: 'sup_awa-plant-works',
    recycledPercent: 0,
    carbonKgPerKg: 4.1,
    certifications: [
      {
        id: 'cert_awa-indigo-jas',
        name: 'JAS Organic Plants',
        issuer: 'Ministry of Agriculture, Forestry and Fisheries',
        number: 'JAS-36-0085',
        validFrom: '2026-03-03',
        validUntil: '2027-03-02',
      },
    ],
  },
  {
    id: 'mat_joboji-urushi',
    name: 'Jōbōji urushi',
    kind: 'OTHER',
    description:
      'Lacquer tapped in Iwate from June to October, a few drops from each cut; one tree gives some 200 grams in its life. It hardens by taking up moisture, best on a wet night in summer.',
    countryCode: 'JP',
    originCoordinates: { latitude: 40.183, longitude: 141.156 },
    supplier: 'sup_appi-river-urushi',
    recycledPercent: 0,
    carbonKgPerKg: 6.5,
    certifications: [
      {
        id: 'cert_joboji-urushi-gi',
        name: 'Geographical Indication (Japan)',
        issuer: 'Ministry of Agriculture, Forestry and Fisheries',
        number: 'GI-63-AX-02',
        validFrom: '2024-06-01',
      },
    ],
  },
  {
    id: 'mat_awa-washi',
    name: 'Awa washi',
    kind: 'OTHER',
    description:
      'Paper of kōzo mulberry bark, beaten and couched by hand beside the Yoshino. Forty grams to the square metre; it takes ink without feathering and folds without breaking.',
    countryCode: 'JP',
    originCoordinates: { latitude: 34.064, longitude: 134.245 },
    supplier: 'sup_awa-plant-works',
    recycledPercent: 0,
    carbonKgPerKg: 1.8,
    certifications: [],
  },
];
