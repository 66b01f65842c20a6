const { charCodeAt } = String.prototype;

/**
 * `text.charCodeAt(at)` and `text.length`, for loops over texts of every origin. V8 has a dozen kinds of texts (of one byte or two,
 * internalized, sliced, joined); a place that has met more than four of them looks both names up at each character. These
 * look nothing up: a function that is called as it is, and a sum, of which V8 knows that it is a text.
 */
export const unitAt = (text: string, at: number): number => charCodeAt.call(text, at);

/** UTF-16 code units; see `unitAt`. */
export const lengthOf = (text: string): number => (text + '').length;
