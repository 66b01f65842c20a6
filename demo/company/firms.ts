import { familyNames } from './names-western.ts';
import type { Country } from './places.ts';
import type { Random } from './random.ts';

export interface FirmName {
  /** Without legal form: `Fairbanks Tooling`; latin letters. */
  readonly core: string;
  readonly legalForm: string;
  /** Full name in characters, of Chinese firms. */
  readonly hanzi: string | null;
}

const trades: Record<Exclude<Country, 'CN'>, string[]> = {
  US: 'Tooling|Machine Works|Fabrication|Metal Products|Precision|Castings|Supply|Industries|Machining|Steel|Hydraulics|Contractors|Aerospace|Millwork|Foundry'.split(
    '|',
  ),
  GB: 'Engineering|Toolmakers|Fabrications|Precision Components|Castings|Forge|Joinery|Marine|Pumps & Valves|Steelworks'.split(
    '|',
  ),
  DE: 'Maschinenbau|Werkzeugbau|Metallbau|Feinmechanik|Stahlbau|Antriebstechnik|Gießerei|Holzbau|Anlagenbau|Zerspanungstechnik'.split(
    '|',
  ),
  FR: 'Mécanique|Outillage|Fonderie|Métallerie|Chaudronnerie|Menuiserie|Décolletage|Équipements|Hydraulique'.split('|'),
  ES: 'Mecanizados|Herramientas|Fundición|Talleres|Construcciones Metálicas|Maquinaria|Hidráulica|Aceros'.split('|'),
};

const forms: Record<Country, string[]> = {
  US: ['Inc.', 'LLC', 'Corp.', 'Co.'],
  GB: ['Ltd', 'plc', 'LLP'],
  DE: ['GmbH', 'GmbH & Co. KG', 'AG', 'OHG'],
  FR: ['SARL', 'S.A.', 'SAS'],
  ES: ['S.L.', 'S.A.', 'S.L.U.'],
  CN: ['Co., Ltd.'],
};

const chineseStems =
  '华兴/Huaxing 宏达/Hongda 鑫源/Xinyuan 永盛/Yongsheng 长江/Changjiang 东方/Dongfang 金龙/Jinlong 天泽/Tianze 新锋/Xinfeng 瑞通/Ruitong 恒力/Hengli 海联/Hailian 德昌/Dechang 远大/Yuanda 泰和/Taihe 博实/Boshi 中科/Zhongke 嘉业/Jiaye 立信/Lixin 国远/Guoyuan'.split(
    ' ',
  );
const chineseTrades =
  '机械/Machinery 精密机械/Precision_Machinery 工具/Tools 钢铁/Steel 机电设备/Electromechanical_Equipment 贸易/Trading 汽车零部件/Auto_Parts 模具/Moulds 重工/Heavy_Industry'.split(
    ' ',
  );

/** A firm in a city; Chinese firms begin with their city, as they do. */
export function firmName(random: Random, country: Country, city: { city: string; cityLatin: string }): FirmName {
  const legalForm = random.pick(forms[country]);
  if (country === 'CN') {
    const [stem = '', stemLatin = ''] = random.pick(chineseStems).split('/');
    const [trade = '', tradeLatin = ''] = random.pick(chineseTrades).split('/');
    return {
      core: `${city.cityLatin} ${stemLatin} ${tradeLatin.replaceAll('_', ' ')}`,
      legalForm,
      hanzi: `${city.city}${stem}${trade}有限公司`,
    };
  }
  const trade = random.pick(trades[country]);
  const stem = random.chance(0.3) ? city.city : random.pick(familyNames[country]);
  const second = random.chance(0.2) ? ` ${random.pick(['&', 'and'])} ${random.pick(familyNames[country])}` : '';
  return {
    core: country === 'FR' || country === 'ES' ? `${trade} ${stem}${second}` : `${stem}${second} ${trade}`,
    legalForm,
    hanzi: null,
  };
}
