import type { Texts } from '../types.ts';

/** Materials. */
export const materials: Texts['materials'] = {
  'mat_arno-calf': {
    name: 'アルノの植物タンニンなめし仔牛革',
    description:
      'フランスの仔牛の銀付き革を、アルノ下流で栗とミモザの樹皮に四十日漬けてなめし、手で脂を入れます。パンの皮の色で届き、夏ごとに濃くなります。',
    certifications: { 'cert_arno-calf-veg': 'トスカーナの植物タンニンなめし革', 'cert_arno-calf-lwg': 'LWG ゴールド' },
  },
  'mat_tarn-goatskin': {
    name: 'タルンの山羊革',
    description:
      'コース地方の乳用の群れの皮を、グローレでスマックにより仕上げます。銀面は密に粒立ち、一ミリの革が一万回折り目を受け、また離します。',
    certifications: { 'cert_tarn-goatskin-lwg': 'LWG シルバー' },
  },
  'mat_tomioka-silk': {
    name: '富岡の絹',
    description:
      '桑の葉が最も若い春蚕の繭だけを群馬で繰ります。糸にセリシンを四分の一残すので、布は乾いた衣擦れの音を立てます。',
    certifications: { 'cert_tomioka-silk-gots': 'GOTS' },
  },
  'mat_shetland-wool': {
    name: 'シェトランドの羊毛',
    description:
      'アンスト島の北端で、ヒースと、冬は海藻を食む小さく丈夫な羊の毛。天然の色ごとに手で選り、軟水で脂を落とし、染めずに紡ぎます。',
    certifications: { 'cert_shetland-wool-rws': 'RWS' },
  },
  'mat_caux-linen': {
    name: 'コーの亜麻',
    description:
      'ディエップの奥、白亜の台地の亜麻。畑で露により浸け、湿式で長くなめらかな糸に紡ぎます。水やりは要らず、草のどこも余りません。',
    certifications: { 'cert_caux-linen-gots': 'GOTS', 'cert_caux-linen-european-flax': 'ヨーロピアン・フラックス' },
  },
  'mat_ananea-gold': {
    name: 'フェアマインド 18金',
    description:
      '標高4,900メートル、アナネアの氷河の下の協同組合が水銀を使わずに採る金。銀と銅を合わせて千分の七百五十とし、ほかの金属とは決して混ぜません。',
    certifications: { 'cert_ananea-gold-fairmined': 'フェアマインド' },
  },
  'mat_recycled-silver': {
    name: '再生スターリングシルバー',
    description:
      'レントゲンフィルム、接点、壊れた食器からプフォルツハイムで取り戻した銀。四つの九まで精製し、銅を合わせて925とします。前は別のもので、また別のものになるでしょう。',
    certifications: { 'cert_recycled-silver-rjc': 'RJC 加工流通過程管理認証' },
  },
  'mat_birse-brass': {
    name: 'ビルスの真鍮',
    description:
      'ベルン・ジュラで棒に引いた快削黄銅。五分の三は谷の旋盤の切り屑です。塗らずに残し、使う手の色になります。',
    certifications: { 'cert_birse-brass-14021': 'ISO 14021 再生材含有' },
  },
  'mat_dalhammar-steel': {
    name: 'ダルハンマルのばね鋼',
    description:
      'イェストリークランドで屑鉄を水力で溶かし、十分の一ミリに圧延した炭素鋼帯。焼き入れ、磨き、熱だけで青くし、ぜんまい、ねじ、針になります。',
    certifications: { 'cert_dalhammar-steel-responsible': 'ResponsibleSteel 認証事業所' },
  },
  'mat_ago-pearl': {
    name: '英虞湾のアコヤ真珠',
    description:
      '冷たい水が真珠層の最後の巻きを締める十二月に揚げた、七から八ミリのアコヤ真珠。塩で洗い、北の光で選ります。漂白も着色もしません。',
  },
  'mat_yogo-sapphire': {
    name: 'ヨゴ・サファイア',
    description:
      'モンタナ州リトルベルト山脈の、ただ一つの岩脈から出る矢車菊色のサファイア。端から端まで青が揃い、加熱は要りません。一カラットを超える石はまれです。',
    certifications: { 'cert_yogo-sapphire-rjc': 'RJC 行動規範' },
  },
  'mat_svaneke-granite': {
    name: 'スヴァネケ花崗岩',
    description:
      'ボーンホルム島北東岸の、赤みを帯びた灰色の粗い花崗岩。14億5,000万年前のもの。霜で割れた塊だけを採り、古い港と同じく石の目に沿って刻みます。',
  },
  'mat_lesna-crystal': {
    name: 'レスナーのクリスタル',
    description:
      'ストジェレチの白砂に、館のカレットを坩堝ごとに三分の一加えて溶かす無鉛クリスタル。鉛に代わるバリウムは、少し低く鳴り、彫る手にやさしい。',
    certifications: { 'cert_lesna-crystal-14001': 'ISO 14001' },
  },
  'mat_limousin-porcelain': {
    name: 'リムーザンの硬質磁器',
    description:
      '半分はサン＝ティリエ＝ラ＝ペルシュのカオリン、四分の一は長石、四分の一は石英。ひと冬を地下で寝かせ、1,400 °Cで焼くと七分の一縮み、蝋燭の光を透します。',
    certifications: { 'cert_limousin-porcelain-ig': '地理的表示 リモージュ磁器' },
  },
  'mat_almindingen-oak': {
    name: 'アルミンディンゲンの楢',
    description:
      '1807年の後にボーンホルム島に植えられ、その嵐に倒れた楢。丸太のまま挽き、厚み一インチにつき一年、外で乾かします。',
    certifications: { 'cert_almindingen-oak-fsc': 'FSC 100%' },
  },
  'mat_perigord-walnut': {
    name: 'ペリゴールの胡桃',
    description:
      'サルラ近郊の、もう実をつけない果樹園の胡桃。心材は紫を帯びた茶灰色で、蒸せば失われるので、蒸しません。',
    certifications: { 'cert_perigord-walnut-pefc': 'PEFC 加工流通過程管理認証' },
  },
  'mat_valensole-beeswax': {
    name: 'ヴァランソルの蜜蝋',
    description:
      'ヴァランソル高原でラヴェンダーを追う巣箱の蓋蝋を、日の光で溶かし、亜麻で漉します。干し草の香りがし、杏色の炎でゆっくり燃えます。',
    certifications: { 'cert_valensole-beeswax-organic': 'EU 有機認証' },
  },
  'mat_awa-indigo': {
    name: '阿波藍',
    description:
      '吉野川の沖積地の蒅。蓼藍の葉を干し、藁筵の下で百日寝かせたもの。甕の中では、ふすまと石灰と灰汁で生きます。',
    certifications: { 'cert_awa-indigo-jas': '有機JAS 農産物' },
  },
  'mat_joboji-urushi': {
    name: '浄法寺漆',
    description:
      '岩手で六月から十月に掻く漆。一筋から数滴、一本の木が生涯に出すのは約200グラムです。湿りを吸って固まり、夏の雨の夜が最もよい。',
    certifications: { 'cert_joboji-urushi-gi': '地理的表示（GI）保護制度' },
  },
  'mat_awa-washi': {
    name: '阿波和紙',
    description:
      '吉野川のほとりで楮の皮を叩き、手で漉いた紙。一平方メートル四十グラム。墨はにじまず、折っても切れません。',
  },
};
