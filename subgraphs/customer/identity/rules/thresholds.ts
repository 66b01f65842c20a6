/** Where one level of a comparison ends and the next begins; the same for every house, measured over many data sets. */

/** Jaro-Winkler similarity (0 to 1) from which two texts are alike, by what they are. */
export const alike = {
  givenOrFamilyName: 0.85,
  wordOfName: 0.9,
  middleName: 0.8,
  organization: 0.92,
  street: 0.88,
  town: 0.9,
  /** Attributes that have no canonical name. */
  otherText: 0.88,
} as const;

/** Slips of the pen (insert, delete, replace, swap) that are forgiven. */
export const slips = {
  /** In a name of at least `shortestName` letters, and in one of at least `longName`. */
  name: 1,
  longName: { letters: 8, slips: 2 },
  shortestName: 4,
  email: 2,
  number: 1,
} as const;

/** When a pair of names is learned to stand for each other (score/learn-aliases.ts). */
export const learnedAlias = {
  /** Weight (log2 of the odds) of the other evidence from which a pair of records may teach. */
  sure: 6,
  /** Seen so often, */
  seen: 3,
  /** so much more often than by chance (log2), */
  lift: 3,
  /** and in this share of the sure pairs of the rarer name. */
  share: 0.03,
} as const;

/** Fewer records are taken as a part of so many: a handful says little of how rare a value, or a match, is in the world. */
export const leastRecords = 500;
/** The same of numbers that an authority gives to one alone: that two of few records have one number is no chance. */
export const leastNumbers = 50_000;

/** An attribute of which more pairs of strangers agree has few values (gender), and none of them is rare. */
export const fewValues = 0.2;

/** What makes an attribute without a canonical name a number that is given to one (features/extras.ts). */
export const identifying = {
  /** Most of its values are no dates, and hold so many digits, */
  digits: 4,
  /** so many of its values are different, as a share of the records that have any, */
  distinct: 0.25,
  /** and none is shared by more records. */
  shared: 12,
} as const;
