import type { Texts } from '../types.ts';

/** Products. */
export const products: Texts['products'] = {
  'prod_ember-tote': {
    handle: 'ember-toto-baggu',
    title: 'エンバー トートバッグ',
    subtitle: '植物タンニンなめしの仔牛革、一インチ九目の手縫い',
    description:
      'アルノの仔牛革二枚から裁った、口の開いたトート。銀面の模様が底をめぐって途切れません。持ち手は亜麻の紐を芯に巻き、二本の針で縫い、底は挽いた真鍮の脚五つで立ちます。淡い色と濃い色があり、どちらも買った日のままではいません。',
  },
  'prod_scree-satchel': {
    handle: 'scree-sacheru',
    title: 'スクリー サッチェル',
    subtitle: 'コースの山羊革、みずからの重みで閉じる',
    description:
      '留め金のないサッチェル。蓋の縁に縫い込んだ真鍮の棒が口を閉じます。粒のある艶消しのタルン山羊革に、生成りの亜麻の裏地。肩紐は七段に調節でき、打ち抜いて取り替えられる鋼のピン二本から下がります。',
  },
  'prod_meridian-folio': {
    handle: 'meridian-forio',
    title: 'メリディアン フォリオ',
    subtitle: '平らなまま届けたい書類のために',
    description:
      '一枚の仔牛革を一度だけ折り、二辺にまちを、革の橋をくぐる帯をつけました。A4までの紙と十四インチまでの画面が入ります。内側には手の落ちるところに亜麻のポケットがひとつ。ほかに探すものはありません。',
  },
  'prod_tideline-card-case': {
    handle: 'tideline-kado-kesu',
    title: 'タイドライン カードケース',
    subtitle: '山羊革一枚、折り二つ、カード四枚',
    description:
      '一枚の山羊革を手紙のように折り、十一目で留めました。切り口は裁ったまま蜜蝋で磨き、砂に寄せる波のように、正面に不揃いな線を引きます。',
  },
  'prod_plumb-pen': {
    handle: 'plumb-mannenhitsu',
    title: 'プラム 万年筆',
    subtitle: '再生銀に漆を九度',
    description:
      '自らのキャップの上に立つ万年筆。再生銀を挽いた軸に浄法寺漆を九度塗り、一度ごとに湿りのなかで二日かけて固めます。青焼き鋼のねじによる吸入式で1.4 mlを蓄え、道具なしで分解できます。',
  },
  'prod_understory-notebook': {
    handle: 'understory-noto',
    title: 'アンダーストーリー ノート',
    subtitle: '紙より長く生きる山羊革の表紙に、楮の紙',
    description:
      '折った一枚の山羊革が、阿波和紙192頁の束を抱きます。亜麻のテープに綴じてあるので、どこでも平らに開きます。書き終えた束は二つの切り込みから抜け、次の束が収まります。',
  },
  'prod_eight-dips-scarf': {
    handle: 'yashio-sukafu',
    title: '八度染めスカーフ',
    subtitle: '生きた藍に富岡の絹、染めの数で呼ぶ',
    description:
      '九十センチ四方の絹綾を一枚のまま染めます。一度で瓶覗、四度で浅葱、八度で紺。動くまではほとんど黒に見えます。縁は染める前に巻くので、糸は芯まで青です。',
  },
  'prod_tideline-stole': {
    handle: 'tideline-sutoru',
    title: 'タイドライン ストール',
    subtitle: '絹と麻、藍甕に立てて染める',
    description:
      '経は絹、緯は亜麻、長さ二メートル。甕の上に吊るし、一度ごとに手のひら一つ分だけ下ろすと、青は七本の線となって昇ります。同じ線は二枚とありません。亜麻は絹より少し遅れて染まり、面は濡れた砂のように光ります。',
  },
  'prod_haar-wrap': {
    handle: 'haar-rappu',
    title: 'ハール ラップ',
    subtitle: 'シェトランドの毛と絹、海霧の軽さ',
    description:
      'ハールとは、暖かな日に北海から寄せる霧のこと。限りまで細く紡いだ単糸のシェトランド羊毛を一筋の絹が支え、新聞が透けて読めるほど粗く織り、読めなくなるまで手で縮絨します。',
  },
  'prod_simmer-dim-throw': {
    handle: 'simmer-dim-suro',
    title: 'シマー・ディム スロー',
    subtitle: '染めない羊毛、二つの日のあいだの時刻に',
    description:
      '六月のシェトランドでは、日は五時間沈んでも夜になりません。これをシマー・ディムと呼びます。三つの天然の灰色が、境の線なしに移ってゆきます。織機の幅いっぱいに織り、耳はそのまま残しました。',
  },
  'prod_haaf-rug': {
    handle: 'haaf-ragu',
    title: 'ハーフ ラグ',
    subtitle: '亜麻の経に羊毛の平織り',
    description:
      'ハーフは、四十マイル沖へ無甲板の舟で出た遠海の漁。濃い羊毛を亜麻の経に打ち込み、亜麻が見えなくなるまで詰めた平織りに、昔の釣糸の間隔で淡い緯が走ります。表も裏もありません。',
  },
  'prod_taatit-cushion': {
    handle: 'taatit-kusshon',
    title: 'タアティット クッション',
    subtitle: 'シェトランドの婚礼の敷物にならった結び毛',
    description:
      'タアティットは、両家が半分ずつ作り、婚礼のために縫い合わせた寝具の覆いでした。このクッションも同じく、染めない六色の輪に結び、紡ぐには短すぎた毛を詰めました。',
  },
  'prod_ananea-ring': {
    handle: 'ananea-ringu',
    title: 'アナネア リング',
    subtitle: 'フェアマインドの金、鋳ずに鍛えた無地の輪',
    description:
      '金を開いた石に注ぎ、角に打ち、丸く引き、同じ金の鑞で閉じます。外側は最後の槌のまま。内側は磨き、鉱石を洗った週を刻みます。',
  },
  'prod_headwater-ring': {
    handle: 'headwater-ringu',
    title: 'ヘッドウォーター リング',
    subtitle: 'ヨゴのサファイア一石、金と同じ高さに',
    description:
      'ヨゴ・ガルチの非加熱サファイア0.8カラットを、重い輪に面一に留めました。手袋の下でも着けられます。石を座に合わせず、座を石に合わせて彫るので、横からは金しか見えません。',
  },
  'prod_ichu-bracelet': {
    handle: 'ichu-buresuretto',
    title: 'イチュ ブレスレット',
    subtitle: '草の橋のように編んだ銀線',
    description:
      'アプリマク川では毎年六月、イチュ草の橋を切り落とし、編み直します。このブレスレットは橋の大綱の撚りにならい、再生銀の線三十本を二本ずつ撚り、三つに編みました。自らの弾みがあり、留め金は要りません。',
  },
  'prod_low-water-bangle': {
    handle: 'low-water-banguru',
    title: 'ロー・ウォーター バングル',
    subtitle: 'フェアマインドの金と、英虞湾の真珠三粒',
    description:
      '横から見た手首の幅だけ開いたバングル。脈に触れる端に、アコヤ真珠三粒が干潮の石のように半ば沈んでいます。孔は下から開けたので、見える真珠層はすべて貝が作ったままです。',
  },
  'prod_meridian-clock': {
    handle: 'meridian-okidokei',
    title: 'メリディアン 置時計',
    subtitle: '八日巻き。一本の針は時を、もう一本は残りを',
    description:
      'スヴァネケ花崗岩の円盤に載り、クリスタルの覆いをかぶった置時計。中央の二本目の針が示すのは秒ではなく、ぜんまいの残りです。歯車九枚、八日動き、四本のねじで留まります。持ち主には一度は外してみていただきたいのです。',
  },
  'prod_waypost-clock': {
    handle: 'waypost-tabidokei',
    title: 'ウェイポスト 旅時計',
    subtitle: '仔牛革の鞘に再生銀。一度鳴り、それきり',
    description:
      '見知らぬ部屋の一夜のための機械式目覚まし。縁を回して合わせ、胴そのものを打って、四秒ほどの音をひとつ鳴らします。仔牛革の鞘は折り返すと台になり、閉じれば金属は見えません。',
  },
  'prod_first-firing-vase': {
    handle: 'hatsugama-kabin',
    title: '初窯の磁器花瓶',
    subtitle: '三引きで挽き、釉は内側だけ',
    description:
      '肩の張った硬質磁器の花瓶。口は、後ろの指が透けるほどの薄さに挽きました。外は素地のまま、貝の内側の手触りになるまでダイヤモンド布で磨いています。水をたたえ、十二本の茎より一枝がよく似合います。',
  },
  'prod_neap-bowl': {
    handle: 'neap-hachi',
    title: 'ニープ 磁器鉢',
    subtitle: '内に潮の跡をとどめた淡い鉢',
    description:
      '釉を注ぎ、九秒おいて空けると、縁から指一本下に釉みずからの線が残ります。線の下は光り、上は触れると乾いています。三つの大きさは、砂利の音を立てて重なります。',
  },
  'prod_tarn-carafe': {
    handle: 'tarn-karafe',
    title: 'ターン カラフェ',
    subtitle: '型なしの宙吹き。およそ80センチリットル',
    description:
      '宙で吹き、一度だけ振って、自重で首を引きました。底は親指ほど厚く、卓布に緑の縁をもつゆるやかな光を落とします。鉛は含みません。食洗機も使えますが、試した者は館におりません。',
  },
  'prod_tarn-tumblers': {
    handle: 'tarn-tamburaa',
    title: 'ターン タンブラー 二つ組',
    subtitle: '濡れた橅の型で吹き、木目をガラスに写す',
    description:
      '一つの型から続けて吹いた二つのタンブラー。熱いガラスと濡れた木のあいだの蒸気が肌を磨き、目より先に親指が気づくほどの細波を残します。',
  },
  'prod_hearth-candle': {
    handle: 'hearth-kyandoru',
    title: 'ハース 磁器キャンドル',
    subtitle: '炎の透ける器に、ヴァランソルの蜜蝋',
    description:
      '亜麻の芯をもつ純粋な蜜蝋を、厚さ二ミリの磁器に流しました。蝋が減るにつれて器は下から灯り、五十時間ほどで、ただの器になります。詰め替えは芯の入った円柱です。',
  },
  'prod_breath-vessel': {
    handle: 'breath-kaoriki',
    title: 'ブレス 香りの器',
    subtitle: '胡桃に載る素焼きの磁器。一滴を飲み、ゆっくり返す',
    description:
      '百度低く焼き、気孔を残した無釉の磁器。頂に落とした油七滴を一分で吸い、二日のあいだ部屋を香らせます。火も、棒も、電気も要りません。',
  },
  'prod_banked-fire-lamp': {
    handle: 'uzumibi-ranpu',
    title: '埋み火のテーブルランプ',
    subtitle: '熾火色の明かりに、燻したガラスの覆い',
    description:
      '透明を琥珀に重ねて二度巻き取り、色を肌の中に閉じ込めた笠。脚は一本の真鍮棒から挽きました。縁の下の輪を回せば、読書の明るさから1,800ケルビン、夜のために灰をかけた火の色まで落ちます。',
  },
  'prod_plumb-floor-lamp': {
    handle: 'plumb-furoaranpu',
    title: 'プラム フロアランプ',
    subtitle: '花崗岩に立つ楢の帆柱、亜麻の笠',
    description:
      '船の帆柱のように、根元は八角、先は丸い柱が、接着せずに石に立ち、自重で垂直を保ちます。笠はコーの亜麻を真鍮の輪に縫ったもので、外して洗えます。',
  },
  'prod_almindingen-stool': {
    handle: 'almindingen-sutsuru',
    title: 'アルミンディンゲン スツール',
    subtitle: '一本の丸太から挽き、割れを残す',
    description:
      '一本の楢を生木のまま太鼓に挽き、下から刳り、十四か月、動くにまかせました。わずかに楕円に乾き、割れがひとつ入ります。真鍮の千切りで留め、埋めることはしません。腰掛けにも、踏み台にも、茶碗ひとつの卓にも。',
  },
  'prod_tilt-writing-box': {
    handle: 'tilt-bunko',
    title: 'ティルト 文庫',
    subtitle: '楢と胡桃。蓋は十二度の机になる',
    description:
      '閉じれば飾りのない楢の箱。開けば蓋が胡桃の桟に倒れ、山羊革を張った十二度の斜面になり、ペン一本の溝があります。隅は目分量の蟻組みで、同じ幅の蟻は二つとありません。',
  },
};
