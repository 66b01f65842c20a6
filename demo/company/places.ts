import type { Random } from './random.ts';

export type Country = 'US' | 'GB' | 'DE' | 'FR' | 'ES' | 'CN';

export interface Address {
  readonly street: string;
  /** In letters, of Chinese streets. */
  readonly streetLatin: string;
  readonly city: string;
  /** Latin spelling of a Chinese city. */
  readonly cityLatin: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: Country;
}

export const currencyOf: Record<Country, string> = { US: 'USD', GB: 'GBP', DE: 'EUR', FR: 'EUR', ES: 'EUR', CN: 'CNY' };

/** What one US dollar was in the company's price book. */
export const rateOf: Record<string, number> = { USD: 1, GBP: 0.8, EUR: 0.92, CNY: 7.2 };

/** City|region|first digits of the postal code */
const cities: Record<Country, string[]> = {
  US: 'Duluth|MN|558 Toledo|OH|436 Erie|PA|165 Spokane|WA|992 Chattanooga|TN|374 Wichita|KS|672 Boise|ID|837 Tulsa|OK|741 Akron|OH|443 Rockford|IL|611 Peoria|IL|616 Fresno|CA|937 Mobile|AL|366 Macon|GA|312 Laredo|TX|780 Fargo|ND|581 Green_Bay|WI|543 Fort_Wayne|IN|468 Grand_Rapids|MI|495 Sioux_Falls|SD|571'.split(
    ' ',
  ),
  GB: 'Sheffield|South_Yorkshire|S1 Leeds|West_Yorkshire|LS1 Coventry|West_Midlands|CV1 Derby|Derbyshire|DE1 Hull|East_Yorkshire|HU1 Swansea|Wales|SA1 Dundee|Scotland|DD1 Plymouth|Devon|PL1 Norwich|Norfolk|NR1 Belfast|Northern_Ireland|BT1'.split(
    ' ',
  ),
  DE: 'München|Bayern|803 Köln|Nordrhein-Westfalen|506 Nürnberg|Bayern|904 Düsseldorf|Nordrhein-Westfalen|402 Göttingen|Niedersachsen|370 Lübeck|Schleswig-Holstein|235 Saarbrücken|Saarland|661 Hannover|Niedersachsen|301 Chemnitz|Sachsen|091 Würzburg|Bayern|970 Tübingen|Baden-Württemberg|720 Bielefeld|Nordrhein-Westfalen|336'.split(
    ' ',
  ),
  FR: 'Besançon|Bourgogne-Franche-Comté|250 Saint-Étienne|Auvergne-Rhône-Alpes|420 Orléans|Centre-Val_de_Loire|450 Nîmes|Occitanie|300 Angoulême|Nouvelle-Aquitaine|160 Lyon|Auvergne-Rhône-Alpes|690 Lille|Hauts-de-France|590 Nantes|Pays_de_la_Loire|440'.split(
    ' ',
  ),
  ES: 'Málaga|Andalucía|290 Cádiz|Andalucía|110 León|Castilla_y_León|240 Gijón|Asturias|332 Logroño|La_Rioja|260 Zaragoza|Aragón|500 Bilbao|País_Vasco|480 Valencia|Comunidad_Valenciana|460'.split(
    ' ',
  ),
  CN: '上海/Shanghai|上海市|200 北京/Beijing|北京市|100 广州/Guangzhou|广东省|510 深圳/Shenzhen|广东省|518 苏州/Suzhou|江苏省|215 杭州/Hangzhou|浙江省|310 宁波/Ningbo|浙江省|315 武汉/Wuhan|湖北省|430 大连/Dalian|辽宁省|116 青岛/Qingdao|山东省|266 西安/Xian|陕西省|710 成都/Chengdu|四川省|610'.split(
    ' ',
  ),
};

const streets: Record<Country, string[]> = {
  US: 'Maple Street|Oak Avenue|Industrial Boulevard|Foundry Road|Lakeview Drive|Mill Road|Railroad Avenue|Second Street|North Main Street|Harbor Drive|Cedar Lane|County Road'.split(
    '|',
  ),
  GB: 'High Street|Station Road|Forge Lane|Mill Lane|Church Road|Victoria Road|Canal Street|Kings Avenue|Wharf Road|Park Drive'.split(
    '|',
  ),
  DE: 'Industriestraße|Hauptstraße|Lindenstraße|Gartenstraße|Bahnhofstraße|Mühlenweg|Schillerstraße|Am Güterbahnhof|Königsallee|Gewerbestraße'.split(
    '|',
  ),
  FR: 'rue de la République|avenue des Forges|boulevard Gambetta|rue du Général Leclerc|chemin des Tuileries|rue Émile Zola|place de la Gare|quai de la Loire'.split(
    '|',
  ),
  ES: 'Calle Mayor|Avenida de la Constitución|Polígono Industrial Norte|Calle de Alcalá|Paseo de la Estación|Calle San Andrés|Plaza de España'.split(
    '|',
  ),
  CN: '人民路/Renmin Road|建设路/Jianshe Road|解放大道/Jiefang Avenue|工业园区东路/Gongyeyuanqu East Road|中山北路/Zhongshan North Road|长江路/Changjiang Road|机场大道/Jichang Avenue|新华街/Xinhua Street|高新区科技路/Keji Road|文化路/Wenhua Road'.split(
    '|',
  ),
};

export function address(random: Random, country: Country): Address {
  const [name = '', region = '', postal = ''] = random.pick(cities[country]).replaceAll('_', ' ').split('|');
  const [city = '', latin = city] = name.split('/');
  const [street = '', streetLatin = ''] = random.pick(streets[country]).split('/');
  const number = random.int(1, country === 'US' ? 9800 : 240);
  const lines: Record<Country, string> = {
    US: `${number} ${street}`,
    GB: `${number} ${street}`,
    DE: `${street} ${number}`,
    FR: `${number} ${street}`,
    ES: `${street}, ${number}`,
    CN: `${street}${number}号`,
  };
  const rest =
    country === 'GB'
      ? ` ${random.int(1, 9)}${random.pick(['AB', 'DF', 'HJ', 'LN', 'PQ', 'TW'])}`
      : random.digits(country === 'CN' ? 3 : 2);
  return {
    street: lines[country],
    streetLatin: streetLatin ? `${number} ${streetLatin}` : lines[country],
    city,
    cityLatin: latin,
    region,
    postalCode: postal + rest,
    country,
  };
}
