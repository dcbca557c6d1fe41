/** Places of making: English → translated. */
export const places: Record<string, string> = {
  'Scandicci, Tuscany': 'スカンディッチ（トスカーナ州）',
  'Sainte-Croix, Vaud': 'サント＝クロワ（ヴォー州）',
  'Kamiita, Tokushima': '上板町（徳島県）',
  'Scalloway, Shetland': 'スカロウェイ（シェトランド諸島）',
  'San Blas, Cusco': 'サン・ブラス（クスコ）',
  'Limoges, Haute-Vienne': 'リモージュ（オート＝ヴィエンヌ県）',
  'Nový Bor, Liberec': 'ノヴィー・ボル（リベレツ州）',
  'Svaneke, Bornholm': 'スヴァネケ（ボーンホルム島）',
};
