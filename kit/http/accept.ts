/** What a client takes: one part of a header `accept`. */
export interface MediaRange {
  /** `application/json`, `application/*`; lower case. */
  readonly type: string;
  /** `charset=utf-8`, lower case, without quotes and blanks. */
  readonly parameters: readonly string[];
  /** 0 is: not this. */
  readonly quality: number;
}

/** Between commas, but for those in quotes. */
const parts = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g;

/** The ranges of a header `accept` (RFC 9110, 12.5.1), in its order; none of a header that says nothing. */
export function mediaRanges(accept = ''): readonly MediaRange[] {
  return (accept.toLowerCase().match(parts) ?? []).flatMap((part): MediaRange[] => {
    const [type = '', ...rest] = part.split(';').map((text) => text.replaceAll(/[\s"]/g, ''));
    const given = rest.find((parameter) => parameter.startsWith('q='));
    const quality = given === undefined ? 1 : Number(given.slice(2)) || 0;
    const parameters = rest.filter((parameter) => parameter !== '' && !parameter.startsWith('q='));
    return type === '' ? [] : [{ type, parameters, quality }];
  });
}

/** Which of the offered media types a client takes first, as Apollo Server chooses; null when it takes none. */
export function preferred<Type extends string>(ranges: readonly MediaRange[], offered: readonly Type[]): Type | null {
  if (ranges.length === 0) return offered[0] ?? null;
  const [best] = offered
    .flatMap((type) => {
      const [range] = ranges
        .map((one, order) => ({ ...one, order, fit: fitOf(one, type) }))
        .filter(({ fit }) => fit > 0)
        .sort((a, b) => b.fit - a.fit || b.quality - a.quality || a.order - b.order);
      return range && range.quality > 0 ? [{ ...range, type }] : [];
    })
    .sort((a, b) => b.quality - a.quality || b.fit - a.fit || a.order - b.order);
  return best?.type ?? null;
}

/** How closely a range names a type that is sent in UTF-8; 0 when it does not. */
function fitOf({ type, parameters }: MediaRange, offered: string): number {
  const [group = ''] = offered.split('/');
  const names = type === offered ? 6 : type === `${group}/*` ? 4 : type === '*/*' ? 1 : 0;
  return parameters.every((parameter) => parameter === 'charset=utf-8') ? names && names + parameters.length : 0;
}
