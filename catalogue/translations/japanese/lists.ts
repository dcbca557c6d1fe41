import type { Texts } from '../types.ts';

/** Collections. */
export const collections: Texts['collections'] = {
  pcol_ember: {
    handle: 'okibi',
    title: '熾火',
    description:
      '火をくぐったもの、これからくぐるもの。1,400 °Cに至った磁器、夜明けに巻いたガラス、炉のそばで温めて脂を入れた革。炎は去り、どれほど熱く、どれほど長かったかを、一つひとつが覚えています。',
  },
  pcol_tideline: {
    handle: 'migiwa',
    title: '汀',
    description:
      '北緯34度から60度の四つの岸より。冷たい一冬に育った真珠、潮風に立った羊の毛、河口から少し歩いた川ですすいだ布。',
  },
  pcol_meridian: {
    handle: 'shigosen',
    title: '子午線',
    description:
      '窓辺で働く人の道具。時計、ペン、ランプ、フォリオ、そして光の去る時刻のためのスロー。二度測り、開けて手入れができるように作りました。',
  },
  pcol_understory: {
    handle: 'shitabae',
    title: '下生え',
    description:
      '丈高いものの陰に育つもの。嵐に倒れた楢、楮の紙、百日寝かせた藍。季節に伐り、塗らずに仕上げる、ゆっくりとした素材です。',
  },
  pcol_scree: {
    handle: 'gareba',
    title: 'ガレ場',
    description:
      '高く石の多い土地より。標高4,900メートルで洗う金、幅二歩の岩脈のサファイア、乾いた石灰岩の山羊革、流れ込む川のない湖の色のガラス。',
  },
  pcol_gifts: {
    handle: 'okurimono',
    title: '贈り物',
    description:
      '食卓まで携えられる小さなもの。カードケース、ノート、かつて蝋燭だった器。それぞれ箱と白いカードを添えます。寸法を当てる必要はありません。',
  },
};

/** Categories. */
export const categories: Texts['categories'] = {
  'pcat_leather-goods': {
    handle: 'kawaseihin',
    name: '革製品',
    description: '一人の手が裁ち、縫う鞄と小物。',
  },
  pcat_bags: { handle: 'kaban', name: '鞄', description: 'トート、サッチェル、フォリオ。' },
  'pcat_small-leather': { handle: 'kawa-komono', name: '革小物', description: 'ポケットに暮らすもの。' },
  pcat_textiles: { handle: 'nuno', name: '布', description: 'まとう布と、ともに暮らす布。' },
  pcat_scarves: {
    handle: 'sukafu-to-rappu',
    name: 'スカーフとラップ',
    description: '肩のための絹、麻、羊毛。',
  },
  pcat_throws: { handle: 'suro', name: 'スロー', description: '織機の一幅に織った毛布。' },
  'pcat_rugs-and-cushions': {
    handle: 'ragu-to-kusshon',
    name: 'ラグとクッション',
    description: '床と椅子のための羊毛。',
  },
  pcat_jewellery: {
    handle: 'hoshoku',
    name: '宝飾',
    description: '金、銀、真珠、サファイア。すべて産地の名とともに。',
  },
  pcat_rings: { handle: 'yubiwa', name: '指輪', description: '無地の輪と石留め。寸法はフランス式。' },
  pcat_bracelets: { handle: 'udewa', name: '腕輪', description: 'バングルと編んだ鎖。' },
  pcat_timepieces: {
    handle: 'tokei',
    name: '時計',
    description: 'どの時計師にも開けられる機械時計。',
  },
  'pcat_table-clocks': { handle: 'okidokei', name: '置時計', description: '置いたところに留まる時計。' },
  'pcat_travelling-clocks': {
    handle: 'tabidokei',
    name: '旅時計',
    description: '閉じて、ついてくる時計。',
  },
  pcat_tableware: {
    handle: 'shokutaku-to-utsuwa',
    name: '食卓と器',
    description: '花と水とパンのための磁器とガラス。',
  },
  pcat_porcelain: {
    handle: 'jiki',
    name: '磁器',
    description: 'リモージュで挽き、焼いた硬質磁器。',
  },
  pcat_glass: {
    handle: 'garasu',
    name: 'ガラス',
    description: '型なし、または橅の型で吹いた無鉛クリスタル。',
  },
  pcat_interiors: { handle: 'shitsunai', name: '室内', description: '家具と明かり。' },
  pcat_furniture: { handle: 'kagu', name: '家具', description: '石鹸仕上げ、または燻しの無垢材。' },
  pcat_lighting: {
    handle: 'akari',
    name: '明かり',
    description: 'すべての部品を取り替えられるランプ。',
  },
  pcat_writing: { handle: 'hikki', name: '筆記', description: 'ペンと紙、それを納める箱。' },
  pcat_fragrance: {
    handle: 'kaori',
    name: '香り',
    description: '詰め替えて使うキャンドルと器。',
  },
};
