import type { Material } from '../types.ts';

/** Metals and alloys. */
export const metals: Material[] = [
  {
    id: 'mat_ananea-gold',
    name: 'Fairmined 18-carat gold',
    kind: 'METAL',
    description:
      'Gold recovered without mercury by a cooperative below the glaciers of Ananea, at 4,900 metres, alloyed to 750 parts in a thousand with silver and copper. Never mixed with metal from elsewhere.',
    countryCode: 'PE',
    originCoordinates: { latitude: -14.6786, longitude: -69.5347 },
    supplier: 'sup_riti-urqu',
    recycledPercent: 0,
    carbonKgPerKg: 9_800,
    certifications: [
      {
        id: 'cert_ananea-gold-fairmined',
        name: 'Fairmined',
        issuer: 'Alliance for Responsible Mining',
        number: 'FM-PE-0192',
        validFrom: '2026-04-07',
        validUntil: '2027-04-06',
      },
    ],
  },
  {
    id: 'mat_recycled-silver',
    name: 'Recycled sterling silver',
    kind: 'METAL',
    description:
      'Silver won back from X-ray film, contacts and broken cutlery at Pforzheim, refined to four nines and alloyed with copper to 925. It has been something else before and may be again.',
    countryCode: 'DE',
    originCoordinates: { latitude: 48.8922, longitude: 8.6946 },
    supplier: 'sup_enztal-affinerie',
    recycledPercent: 100,
    carbonKgPerKg: 17,
    certifications: [
      {
        id: 'cert_recycled-silver-rjc',
        name: 'RJC Chain of Custody',
        issuer: 'Responsible Jewellery Council',
        number: 'C0000-4471',
        validFrom: '2024-10-21',
        validUntil: '2027-10-20',
      },
    ],
  },
  {
    id: 'mat_birse-brass',
    name: 'Birse brass',
    kind: 'METAL',
    description:
      'Free-turning brass drawn into bar in the Bernese Jura, three fifths of it from the turnings of the valley’s own lathes. Left unlacquered, so that it takes the colour of the hand that uses it.',
    countryCode: 'CH',
    originCoordinates: { latitude: 47.235, longitude: 7.222 },
    supplier: 'sup_trefilerie-de-la-birse',
    recycledPercent: 62,
    carbonKgPerKg: 3.4,
    certifications: [
      {
        id: 'cert_birse-brass-14021',
        name: 'ISO 14021 Recycled Content',
        issuer: 'Tréfilerie de la Birse, self-declared',
        number: 'TB-RC-2025-03',
        validFrom: '2025-01-01',
        validUntil: '2027-12-31',
      },
    ],
  },
  {
    id: 'mat_dalhammar-steel',
    name: 'Dalhammar spring steel',
    kind: 'METAL',
    description:
      'Carbon steel strip from Gästrikland, melted from scrap with water power and rolled to a tenth of a millimetre. Hardened, polished and blued by heat alone, it becomes mainsprings, screws and hands.',
    countryCode: 'SE',
    originCoordinates: { latitude: 60.545, longitude: 16.289 },
    supplier: 'sup_dalhammar',
    recycledPercent: 86,
    carbonKgPerKg: 1.3,
    certifications: [
      {
        id: 'cert_dalhammar-steel-responsible',
        name: 'ResponsibleSteel Certified Site',
        issuer: 'ResponsibleSteel',
        number: 'RS-SE-0038',
        validFrom: '2024-05-30',
        validUntil: '2027-05-29',
      },
    ],
  },
];
