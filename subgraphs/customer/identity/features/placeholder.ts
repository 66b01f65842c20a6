/**
 * Names that people type to get past a form, or to try one out. They say nothing about who somebody is: a record with such
 * a name counts as one without a name.
 */
const whole = new Set(
  (
    'test|tester|testing|test test|test user|user test|test account|demo|demo user|demo demo|do not use|dont use|do not call|' +
    'na|n a|n a n a|na na|none|none none|null|null null|unknown|unknown unknown|not available|not known|no name|noname|' +
    'anonymous|customer|guest|guest user|dummy|dummy dummy|sample|sample user|example|asdf|asdf asdf|qwerty|qwerty qwerty|' +
    'abc|abc abc|xyz|foo bar|foo|bar|admin|administrator|delete|delete me|to delete|deleted|duplicate|' +
    'donald duck|mickey mouse|minnie mouse|daisy duck|goofy|daffy duck|bugs bunny|john doe|jane doe|max mustermann|' +
    'erika mustermann|mustermann|jean dupont|mario rossi|fulano de tal|joe bloggs|ivan ivanov|' +
    '测试|测试测试|测试 测试|測試|測試測試|測試 測試|无名|匿名|未知|张三|李四'
  ).split('|'),
);

/** Whether a folded full name is a placeholder: in the list, or one letter over and over (`xxx`, `aaa aaa`). */
export const isPlaceholderName = (folded: string): boolean =>
  whole.has(folded) ||
  /\bdo ?n[o']t (use|call|delete)\b|^(test|dummy|sample|demo) (account|client|company|corp|customer|firm|inc|kunde|name|person|record)$/.test(
    folded,
  ) ||
  (folded.length > 1 && /^(.)\1*( \1+)*$/u.test(folded));
