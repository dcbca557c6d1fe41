import type { Material } from '../types.ts';

/** Gems, stone, glass and fired clay. */
export const minerals: Material[] = [
  {
    id: 'mat_ago-pearl',
    name: 'Ago Bay akoya pearl',
    kind: 'GEMSTONE',
    description:
      'Akoya pearls of seven to eight millimetres, brought up in December when cold water has closed the last layers of nacre. Washed in salt and sorted by north light; neither bleached nor tinted.',
    countryCode: 'JP',
    originCoordinates: { latitude: 34.285, longitude: 136.815 },
    supplier: 'sup_tategami-pearl',
    recycledPercent: 0,
    carbonKgPerKg: 12,
    certifications: [],
  },
  {
    id: 'mat_yogo-sapphire',
    name: 'Yogo sapphire',
    kind: 'GEMSTONE',
    description:
      'Cornflower sapphire from a single dike in the Little Belt Mountains of Montana. The blue is even from edge to edge and needs no heating; stones above one carat are rare.',
    countryCode: 'US',
    originCoordinates: { latitude: 46.8458, longitude: -110.3106 },
    supplier: 'sup_judith-basin-stone',
    recycledPercent: 0,
    carbonKgPerKg: 650,
    certifications: [
      {
        id: 'cert_yogo-sapphire-rjc',
        name: 'RJC Code of Practices',
        issuer: 'Responsible Jewellery Council',
        number: 'C0000-5208',
        validFrom: '2024-07-18',
        validUntil: '2027-07-17',
      },
    ],
  },
  {
    id: 'mat_svaneke-granite',
    name: 'Svaneke granite',
    kind: 'STONE',
    description:
      'Coarse red-grey granite from the north-east shore of Bornholm, 1,450 million years old. Only blocks already split by frost are taken, and they are worked with the grain, as the old harbour was.',
    countryCode: 'DK',
    originCoordinates: { latitude: 55.1372, longitude: 15.1381 },
    supplier: 'sup_listed-stenhuggeri',
    recycledPercent: 0,
    carbonKgPerKg: 0.4,
    certifications: [],
  },
  {
    id: 'mat_lesna-crystal',
    name: 'Lesná crystal',
    kind: 'GLASS',
    description:
      'Lead-free crystal melted from the white sand of Střeleč, with a third of the house’s own cullet in every pot. Barium in place of lead: it rings a little lower and is kinder to the cutter.',
    countryCode: 'CZ',
    originCoordinates: { latitude: 50.4972, longitude: 15.2563 },
    supplier: 'sup_sklarna-lesna',
    recycledPercent: 33,
    carbonKgPerKg: 2.9,
    certifications: [
      {
        id: 'cert_lesna-crystal-14001',
        name: 'ISO 14001',
        issuer: 'Severočeská Certifikace',
        number: 'SC-14001-0712',
        validFrom: '2024-09-12',
        validUntil: '2027-09-11',
      },
    ],
  },
  {
    id: 'mat_limousin-porcelain',
    name: 'Limousin hard-paste porcelain',
    kind: 'CERAMIC',
    description:
      'Half kaolin from Saint-Yrieix-la-Perche, a quarter feldspar, a quarter quartz, aged for one winter in a cellar. Fired at 1,400 °C it shrinks by a seventh and lets a candle shine through.',
    countryCode: 'FR',
    originCoordinates: { latitude: 45.514, longitude: 1.205 },
    supplier: 'sup_kaolins-de-la-loue',
    recycledPercent: 8,
    carbonKgPerKg: 3.8,
    certifications: [
      {
        id: 'cert_limousin-porcelain-ig',
        name: 'Indication géographique Porcelaine de Limoges',
        issuer: 'INPI',
        number: 'INPI-1702-AX08',
        validFrom: '2023-03-06',
      },
    ],
  },
];
