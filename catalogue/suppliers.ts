import type { Supplier } from './types.ts';

/** The suppliers of materials. Their sites are under `.example`, which cannot be registered (RFC 2606). */
export const suppliers: Supplier[] = [
  supplier('conceria-valdirena', 'Conceria Valdirena', 'IT'),
  supplier('megisserie-belbeze', 'Mégisserie Belbèze', 'FR'),
  supplier('karasugawa-filature', 'Karasugawa Filature', 'JP'),
  supplier('burrafirth-growers', 'Burrafirth Wool Growers', 'GB'),
  supplier('teillage-du-dun', 'Teillage du Dun', 'FR'),
  supplier('riti-urqu', 'Cooperativa Minera Riti Urqu', 'PE'),
  supplier('enztal-affinerie', 'Enztal Affinerie', 'DE'),
  supplier('trefilerie-de-la-birse', 'Tréfilerie de la Birse', 'CH'),
  supplier('dalhammar', 'Dalhammar Stål', 'SE'),
  supplier('tategami-pearl', 'Tategami Pearl Farm', 'JP'),
  supplier('judith-basin-stone', 'Judith Basin Stone', 'US'),
  supplier('ro-savvaerk', 'Rø Savværk', 'DK'),
  supplier('scierie-de-la-beune', 'Scierie de la Beune', 'FR'),
  supplier('kaolins-de-la-loue', 'Kaolins de la Loue', 'FR'),
  supplier('sklarna-lesna', 'Sklárna Lesná', 'CZ'),
  supplier('listed-stenhuggeri', 'Listed Stenhuggeri', 'DK'),
  supplier('ruchers-du-colostre', 'Ruchers du Colostre', 'FR'),
  supplier('awa-plant-works', 'Awa Plant Works', 'JP'),
  supplier('appi-river-urushi', 'Appi River Urushi', 'JP'),
];

function supplier(name: string, title: string, countryCode: string): Supplier {
  return { id: `sup_${name}`, name: title, countryCode, website: `https://${name}.example` };
}
