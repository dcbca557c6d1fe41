/** Names and descriptions of ways of delivery, and names of regions: English → translated. */
export const delivery: Record<string, string> = {
  Standard: 'Standard',
  Express: 'Espressa',
  'Pick up at Rue de Thorigny': 'Ritiro in rue de Thorigny',
  'Pick up at Minami-Aoyama': 'Ritiro a Minami-Aoyama',
  'Three to five working days': 'Da tre a cinque giorni lavorativi',
  'The next working day': 'Il giorno lavorativo successivo',
  'At the store, in its opening hours': 'In boutique, negli orari di apertura',
  Europe: 'Europa',
  'North America': 'Nord America',
  'United Kingdom': 'Regno Unito',
  Japan: 'Giappone',
  Switzerland: 'Svizzera',
};
