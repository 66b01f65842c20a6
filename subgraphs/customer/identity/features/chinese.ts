import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';
import { withoutUmlauts } from '../normalise/fold.ts';

/** Traditional characters as simplified ones. */
export const simplified: (text: string) => string = Converter({ from: 'tw', to: 'cn' });

export const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Syllables without tones, folded as names are: `薛` and `Xue` are both `xu`. */
export const syllablesOf = (han: string, isName = false): string[] =>
  pinyin(han, { toneType: 'none', type: 'array', v: true, ...(isName && { surname: 'head' as const }) }).map(
    withoutUmlauts,
  );

/** Runs of Chinese characters become one word of pinyin each; all else stays. */
const romanised = (text: string): string =>
  text.replace(/\p{Script=Han}+/gu, (run) => ` ${syllablesOf(run).join('')} `).trim();

/** A town, district or province: `武漢市` is `wuhan`. */
export const placeName = (text: string): string =>
  hasHan(text) ? romanised(simplified(text).replace(/(?<=\p{Script=Han}{2})[市省县区州]$/u, '')) : text;

/** Parts of an address with the word that stands for them in English. */
const road: Readonly<Record<string, string>> = { 大道: 'avenue', 大街: 'street', 街: 'street', 路: 'road', 巷: 'lane' };
const side: Readonly<Record<string, string>> = { 东: 'east', 南: 'south', 西: 'west', 北: 'north', 中: 'middle' };
const within: Readonly<Record<string, string>> = {
  室: 'room',
  房: 'room',
  楼: 'floor',
  层: 'floor',
  栋: 'building',
  座: 'building',
};

/**
 * A Chinese street line in the order and with the words of an English one: `玄武区建设大道653号, 1762室` is
 * `653 jianshe avenue, xuanwu district, room 1762`.
 */
export function streetInEnglish(text: string): string {
  if (!hasHan(text)) return text;
  let rest = simplified(text.normalize('NFKC'));
  const take = (pattern: RegExp, say: (...found: string[]) => string): string => {
    const found = pattern.exec(rest);
    if (!found) return '';
    rest = rest.replace(found[0], ' ');
    return say(...found.slice(1).map((part) => part ?? ''));
  };
  const inside = take(/(\d+)\s*([室房楼层栋座])/u, (number = '', word = '') => `${within[word] ?? ''} ${number}`);
  const house = take(/(\d+)\s*[号號]/u, (number = '') => number);
  const district = take(
    /(\p{Script=Han}{1,3}(?:新区|区|县))/u,
    (name = '') => `${name.replace(/(新区|区|县)$/u, '')} district`,
  );
  const street = take(/(\p{Script=Han}+?)([东南西北中]?)(大道|大街|街|路|巷)/u, (name = '', part = '', kind = '') =>
    [name, side[part] ?? '', road[kind] ?? ''].join(' '),
  );
  return romanised([house, street, district, inside, rest].join(' '));
}

/** Words of firms' names, as they are translated. */
const business: Readonly<Record<string, string>> = Object.fromEntries(
  `自行车 bicycle|骑行装备 cycling gear|体育用品 sports goods|运动用品 sports goods|运动器材 sports equipment|体育器材 sports equipment|
户外用品 outdoor products|办公用品 office supplies|贸易 trading|商贸 trading|进出口 import export|国际 international|科技 technology|技术 technology|
电子 electronics|机械 machinery|精密 precision|机电 electromechanical|设备 equipment|装备 equipment|器材 equipment|工具 tools|模具 moulds|钢铁 steel|
五金 hardware|金属 metal|塑料 plastics|材料 materials|化工 chemical|医药 pharmaceutical|医疗 medical|食品 food|饮料 beverage|餐饮 catering|酒店 hotel|
汽车 auto|零部件 parts|配件 parts|物流 logistics|运输 transport|服装 garment|纺织 textile|家具 furniture|电器 appliances|电气 electric|能源 energy|
环保 environmental|信息 information|网络 network|软件 software|通信 communication|建筑 construction|工程 engineering|房地产 real estate|投资 investment|
控股 holdings|实业 industrial|工业 industrial|发展 development|服务 service|咨询 consulting|广告 advertising|文化 culture|教育 education|旅游 travel|
包装 packaging|印刷 printing|玻璃 glass|超市 supermarket|商店 store|用品 goods`
    .split(/\|\s*/)
    .map((pair): [string, string] => {
      const [han = '', ...english] = pair.split(' ');
      return [han, english.join(' ')];
    }),
);
const businessWords = new RegExp(
  Object.keys(business)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gu',
);

/**
 * A Chinese firm's name as it writes itself in English: `风行自行车（西安）股份有限公司` without its legal form is
 * `xian fengxing bicycle`; its own place comes first, its branch and that it is a group are left out.
 */
export function firmInEnglish(text: string): string {
  if (!hasHan(text)) return text;
  const name = simplified(text.normalize('NFKC'))
    .replace(/[(（]集团[)）]|集团/gu, '')
    .replace(/(?<=公司).{2,4}分公司$/u, '')
    .replace(/(股份|有限责任|有限|公司)+$/u, '')
    .replace(/^(.+)[(（](\p{Script=Han}+)[)）](.*)$/u, '$2$1$3')
    .replace(/^(\p{Script=Han}{2})市/u, '$1');
  return romanised(name.replace(businessWords, (word) => ` ${business[word] ?? ''} `)).replaceAll(/\s+/g, ' ');
}

const finals: Readonly<Record<string, string>> = {
  '': 'a ai an ang ao e ei en eng er o ou',
  b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
  p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
  m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
  f: 'a an ang ei en eng o ou u',
  d: 'a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo',
  t: 'a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo',
  n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v',
  l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v',
  g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  k: 'a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo',
  h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
  j: 'i ia ian iang iao ie in ing iong iu u uan un',
  q: 'i ia ian iang iao ie in ing iong iu u uan un',
  x: 'i ia ian iang iao ie in ing iong iu u uan un',
  zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
  ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
  sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
  r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
  z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
  c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
  y: 'a an ang ao e i in ing o ong ou u uan un',
  w: 'a ai an ang ei en eng o u',
};
const syllables = new RegExp(
  `^(?:${Object.entries(finals)
    .flatMap(([initial, list]) => list.split(' ').map((final) => initial + final))
    .sort((a, b) => b.length - a.length)
    .join('|')}){1,2}$`,
);

/** Given names that look like pinyin and are used as Western ones too. */
const western = new Set(
  'linda lina nina anna hanna gina dana mona lisa rosa eva ada ida ella ann anne ben dan ken ryan shane shannon susan allan alan allen bella dean lance leon lena lola mina nana tina yan wanda tanya tara vera mike luke kate katie pete lee ray may susan megan logan duncan milan rene gene june mike sara sean pauline simon wayne'
    .split(' ')
    .map(withoutUmlauts),
);

/** Whether a folded word reads as a Chinese given name of one or two syllables. */
export const isPinyin = (word: string): boolean => syllables.test(word) && !western.has(word);

/** The commonest family names, without tones and folded. */
const families = new Set(
  (
    'wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng yu dong xiao cheng cao ' +
    'yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao ' +
    'kong bai cui kang mao qiu qin gu hou shao meng long wan duan lei qian yin chang wen niu fei bao pang yi qiao lai gong zhuang nie mo chu sima ouyang ' +
    'zhuge shangguan situ'
  )
    .split(' ')
    .map(withoutUmlauts),
);

export const isChineseFamily = (word: string): boolean => families.has(word);
