/** Chinese names: character, pinyin, traditional character. Made for the demo. */
export interface Syllable {
  readonly hanzi: string;
  readonly pinyin: string;
  readonly traditional: string;
}

/** `张 zhang 張`, three words each. */
function syllables(text: string): Syllable[] {
  const parts = text.trim().split(/\s+/);
  const out: Syllable[] = [];
  for (let i = 0; i + 2 < parts.length; i += 3)
    out.push({ hanzi: parts[i] ?? '', pinyin: parts[i + 1] ?? '', traditional: parts[i + 2] ?? '' });
  return out;
}

export const chineseFamilies = syllables(`
  王 wang 王 李 li 李 张 zhang 張 刘 liu 劉 陈 chen 陳 杨 yang 楊 赵 zhao 趙 黄 huang 黃 周 zhou 周 吴 wu 吳 徐 xu 徐 孙 sun 孫
  胡 hu 胡 朱 zhu 朱 高 gao 高 林 lin 林 何 he 何 郭 guo 郭 马 ma 馬 罗 luo 羅 梁 liang 梁 宋 song 宋 郑 zheng 鄭 谢 xie 謝
  韩 han 韓 唐 tang 唐 冯 feng 馮 于 yu 于 董 dong 董 萧 xiao 蕭 程 cheng 程 曹 cao 曹 袁 yuan 袁 邓 deng 鄧 许 xu 許 傅 fu 傅
  沈 shen 沈 曾 zeng 曾 彭 peng 彭 吕 lü 呂 苏 su 蘇 卢 lu 盧 蒋 jiang 蔣 蔡 cai 蔡 贾 jia 賈 丁 ding 丁 魏 wei 魏 薛 xue 薛
  叶 ye 葉 阎 yan 閻 余 yu 余 潘 pan 潘 杜 du 杜 戴 dai 戴 夏 xia 夏 钟 zhong 鍾 汪 wang 汪 田 tian 田 欧阳 ouyang 歐陽 司马 sima 司馬
`);

export const chineseGiven = syllables(`
  明 ming 明 伟 wei 偉 芳 fang 芳 娜 na 娜 秀 xiu 秀 敏 min 敏 静 jing 靜 丽 li 麗 强 qiang 強 磊 lei 磊 军 jun 軍 洋 yang 洋
  勇 yong 勇 艳 yan 豔 杰 jie 傑 娟 juan 娟 涛 tao 濤 超 chao 超 霞 xia 霞 平 ping 平 刚 gang 剛 桂 gui 桂 英 ying 英 华 hua 華
  小 xiao 小 晓 xiao 曉 文 wen 文 国 guo 國 建 jian 建 志 zhi 志 海 hai 海 云 yun 雲 雪 xue 雪 梅 mei 梅 兰 lan 蘭 玉 yu 玉
  红 hong 紅 春 chun 春 宇 yu 宇 浩 hao 浩 然 ran 然 子 zi 子 轩 xuan 軒 怡 yi 怡 欣 xin 欣 佳 jia 佳 嘉 jia 嘉 思 si 思
  雨 yu 雨 婷 ting 婷 慧 hui 慧 鹏 peng 鵬 飞 fei 飛 龙 long 龍 凤 feng 鳳 东 dong 東 庆 qing 慶 德 de 德 荣 rong 榮 福 fu 福
`);

const traditional = new Map<string, string>();
for (const s of [...chineseFamilies, ...chineseGiven])
  [...s.hanzi].forEach((c, i) => traditional.set(c, [...s.traditional][i] ?? c));
for (const pair of '广廣 门門 车車 机機 电電 业業 厂廠 贸貿 团團 实實 钢鋼 铁鐵 锋鋒 泽澤 兴興 长長 滨濱 宁寧 汉漢 连連 达達 远遠 联聯 鑫鑫 县縣 区區 号號 设設 备備'.split(
  ' ',
)) {
  const [from = '', to = ''] = [...pair];
  traditional.set(from, to);
}

/** Simplified to traditional characters, as far as the demo uses them. */
export const toTraditional = (text: string): string => [...text].map((c) => traditional.get(c) ?? c).join('');
