import type { Texts } from '../types.ts';
import { glass } from './articles/glass.ts';
import { gold } from './articles/gold.ts';
import { porcelain } from './articles/porcelain.ts';
import { wool } from './articles/wool.ts';
import { work } from './articles/work.ts';

/** Articles. */
export const articles: Texts['articles'] = {
  ...gold,
  ...glass,
  ...porcelain,
  ...wool,
  ...work,
  'art_forty-days-in-the-pit': {
    slug: 'ana-no-naka-no-yonjunichi',
    title: '穴の中の四十日',
    role: 'ジャーナル編集長',
    narrative: [
      {
        kind: 'paragraph',
        text: 'サンタ・クローチェのなめし場は、太鼓の回る最初の部屋がいちばん騒がしく、何も起きていないように見える最後の部屋がいちばん静かです。最後の部屋の床には、深さ二メートル余りの**穴が三十二**あります。それぞれに皮が二十枚下がり、四十日のあいだ、薄い液から濃い液へ、穴から穴へと移されます。',
      },
      {
        kind: 'paragraph',
        text: '液は栗とミモザの樹皮から作られ、冷めた茶の匂いがし、やがて濡れたパンの匂いになり、数分すると何も匂いません。鼻があきらめるのです。皮は蝋燭の色で入り、パンの皮の色になって、三分の一重くなって出てきます。',
      },
      { kind: 'heading', level: 2, text: 'なぜ四十時間ではないのか' },
      {
        kind: 'paragraph',
        text: 'クロム塩なら一日で済みます。世界の革のほとんどはそう作られ、良いものも多い。けれどクロムの革は太鼓を出たときに終わり、擦り切れるまでそのままです。樹皮が繊維のあいだに残したものは、光や手の脂と応え続けます。*終わることがない*、と1988年からここで働く職長は言います。*あなたもそうでしょう。だから気が合う。*',
      },
      {
        kind: 'image',
        alt: '暗い穴の上、木の棒に吊るされた皮',
        caption: '十九番の穴、三週目。',
        palette: ['#1d120c', '#6b4326'],
      },
      {
        kind: 'paragraph',
        text: '館がこの部屋から受け取るのは、同じ選別の皮を年に六十枚ほど。フランスの乳用の群れの仔牛で、一枚ごとの番号が[その牧場](https://axiom.example/materials/arno-calf)へ導きます。傷は断る理由になりません。癒えた引っ掻き傷は隣の肌より密で、光の受け方が違い、ある鞄では描いた線のように正面を走ります。',
      },
      { kind: 'heading', level: 2, text: 'スカンディッチに届くもの' },
      {
        kind: 'paragraph',
        text: 'イラリア・ヴァンノッツィのもとへは、銀面を内に巻いて届きます。床に一週間おき、そのまわりを歩きます。それから繊維のまっすぐな背にトートの型紙を載せ、指一本ずらし、またずらします。',
      },
      { kind: 'product', product: 'prod_ember-tote' },
      {
        kind: 'quote',
        text: '眠っていたところを探すのです。仔牛は片側にもたれます。反対の側が鞄になります。',
        cite: 'イラリア・ヴァンノッツィ',
      },
      {
        kind: 'paragraph',
        text: '一枚から、トートなら一つ、フォリオなら二つと帯が一本。残りは[カードケース](https://axiom.example/products/tideline-card-case)や持ち手、誰かの靴の踵になります。いちばん小さな切れ端はサンタ・クローチェへ戻り、挽かれて、穴の裏のオリーブ畑に撒かれます。',
      },
    ],
  },
  'art_six-vats-and-a-day-off': {
    slug: 'muttsu-no-kame-to-yasumi',
    title: '六つの甕と、一日の休み',
    role: '東京特派員',
    narrative: [
      {
        kind: 'paragraph',
        text: '御厨さよは甕に指を入れ、それを口に運びます。五時十五分。外では蛙が鳴き、内では土間に六つの丸い口が、それぞれ木の蓋をかぶっています。*三番は疲れています*と言い、三番に蓋を戻します。',
      },
      {
        kind: 'paragraph',
        text: '藍は水に溶けません。糸に入れるには、まず何かが酸素を奪わねばならず、この家ではその何かが**生きています**。菌は葉とともに来ました。ふすまと少しの酒を与え、冬は炭の壺で温め、一日おきにそっとしておきます。',
      },
      { kind: 'heading', level: 2, text: '藁の下の百日' },
      {
        kind: 'paragraph',
        text: '甕の前に、山があります。九月から、干した*蓼藍*の葉を[上板](https://axiom.example/materials/awa-indigo)の土間に一メートル積み、水を打ち、五日ごとに切り返し、筵をかけます。七十度に達し、強いアンモニアの匂いに、切り返す者は交代で働きます。十二月に残るのが*蒅*。黒く、ほろほろと、嵩は十分の一です。',
      },
      {
        kind: 'image',
        alt: '染め甕の暗い面に浮かぶ銅色の花',
        caption: '甕の花、六時少し前。',
        palette: ['#141d33', '#8a5a3c'],
      },
      {
        kind: 'paragraph',
        text: '御厨はそこから、楢の灰汁と貝灰で、二週間かけて甕を建てます。建った日には花が咲きます。銅の膜をもつ紫の泡です。甕の命は半年ほど。十一か月もたせたこともあります。*意地で*。',
      },
      { kind: 'heading', level: 2, text: '八度' },
      {
        kind: 'paragraph',
        text: '絹は乾いた手で、ゆっくり、しぶきを立てずに入れます。しぶきは空気を運ぶからです。息を止めていられるあいだ沈めます。祖母の物差しです。青梅の黄緑で上がり、空気に触れると、見る間に移ります。緑、海の緑、青。',
      },
      { kind: 'product', product: 'prod_eight-dips-scarf' },
      { kind: 'quote', text: '青を着けるのではありません。布を引き上げると、朝が染めます。', cite: '御厨さよ' },
      {
        kind: 'paragraph',
        text: '一度は淡く、四度は仕事着の青。八度で、日本で**紺**と呼ぶ深さになります。卓の上では黒く、動く肩の上では青い。甕が力を尽くすのは一日に一度なので、一度ごとに朝がひとつ要ります。スカーフが家に来て二週間が経っています。車で十二分の吉野川で、まわりの水が澄むまですすぎます。',
      },
    ],
  },
  'art_what-is-left-of-the-spring': {
    slug: 'zenmai-no-nokori',
    title: 'ぜんまいの残り',
    role: 'ジャーナル編集長',
    narrative: [
      {
        kind: 'paragraph',
        text: '中央に二本の針をもつ時計の多くは、時と分を示します。セレスタン・ヴュイエルモの置時計が示すのは、時と、**あとどれだけ示せるか**です。二本目の針は巻いた日に頂から始まり、日ごとに文字盤の八分の一ずつ下ります。',
      },
      {
        kind: 'paragraph',
        text: '分も、望むならそこにあります。時針は長く、針の先のように尖り、二つの数字のあいだに細い線が十二本。*座っている人には、五分で足りる*、と彼は言います。',
      },
      { kind: 'heading', level: 2, text: '九つの歯車' },
      {
        kind: 'paragraph',
        text: '工房はサント＝クロワの上の峠、かつてスキーを売った家にあります。冬は雪が窓枠に届き、光が下から来るので、ほぞを調べるのに都合がよい。[ビルスの真鍮](https://axiom.example/materials/birse-brass)から一つの機械に九つの歯車を切り、歯の合間に削り直す木の棒で、歯を一枚ずつ磨きます。',
      },
      {
        kind: 'paragraph',
        text: '針は鋼です。真鍮の粉の床で二本をともに熱し、色が麦藁から紫を経て青に至るのが295度。正しい青の窓は**二秒**ほどです。一本が遅れれば、二本とも白く磨き直し、初めからやります。',
      },
      {
        kind: 'image',
        alt: '真鍮の粉の上で青くなる二本の鋼の針',
        caption: '麦藁、紫、いま。',
        palette: ['#b89a5a', '#2c3f6e'],
      },
      { kind: 'heading', level: 2, text: '四本のねじ' },
      {
        kind: 'paragraph',
        text: 'どの時計にもねじ回しが付きます。添えた手紙は、四本のねじを外し、機械を取り出し、眺めて戻すよう頼みます。半分ほどの人がそうします。そうした時計は、修理に戻ることが少ないそうです。',
      },
      { kind: 'quote', text: '中を見たものを、人は粗末にしません。', cite: 'セレスタン・ヴュイエルモ' },
      { kind: 'product', product: 'prod_meridian-clock' },
      {
        kind: 'paragraph',
        text: '小さい方は旅をします。機械は、鈴でもある銀の胴に吊られ、人を驚かさない低さの変イ音になるまで、裏を削って薄くします。それから胴は山を越え、濡れた仔牛革を張って三日待つ[イラリア・ヴァンノッツィ](https://axiom.example/artisans/ilaria-vannozzi)のもとへ行きます。',
      },
      {
        kind: 'paragraph',
        text: '二人には、革が音を鈍らせるかどうか、終わらない議論があります。彼は一・五デシベル鈍ると測りました。彼女は、そのつもりだったと言います。',
      },
    ],
  },
};
