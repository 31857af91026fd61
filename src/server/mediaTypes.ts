/** What a GraphQL answer can be written as. */
export type AnswerType = (typeof answerTypes)[number];

const answerTypes = [
  'application/json',
  'application/graphql-response+json',
  'application/msgpack',
] as const;

/** What the header `Content-Type` says of an answer. */
export const contentTypeOf: Record<AnswerType, string> = {
  'application/json': 'application/json; charset=utf-8',
  'application/graphql-response+json': 'application/graphql-response+json; charset=utf-8',
  'application/msgpack': 'application/msgpack',
};

/**
 * The type in which whoever sent this `Accept` wants a GraphQL answer; JSON when they do not mind,
 * null when they want none that there is.
 */
export const chooseAnswerType = createChooser<AnswerType>(answerTypes);

/** Like `chooseAnswerType`, where a page for people can be had too. */
export const choosePageOrAnswerType = createChooser<AnswerType | 'text/html'>([
  ...answerTypes,
  'text/html',
]);

interface MediaRange {
  /** `application/json`, `application/*` or everything. */
  type: string;
  quality: number;
}

/** A server sees few different `Accept` headers, over and over. */
const REMEMBERED_MAX = 100;

/**
 * @param offered  in the order in which they are preferred by us
 * @see RFC 9110 §12.5.1
 */
function createChooser<Type extends string>(offered: readonly Type[]) {
  const known = new Map<string | undefined, Type | null>();
  return (accept: string | undefined): Type | null => {
    let chosen = known.get(accept);
    if (chosen === undefined) {
      chosen = choose(offered, accept);
      if (known.size >= REMEMBERED_MAX) known.clear();
      known.set(accept, chosen);
    }
    return chosen;
  };
}

function choose<Type extends string>(offered: readonly Type[], accept = ''): Type | null {
  const ranges = rangesIn(accept || '*/*');
  const ranked = offered
    .map((type, preference) => ({ type, preference, ...matchOf(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort(
      (a, b) =>
        b.quality - a.quality ||
        b.precision - a.precision ||
        a.position - b.position ||
        a.preference - b.preference,
    );
  return ranked[0]?.type ?? null;
}

/** The most precise of the ranges that a type is in says how much it is wanted. */
function matchOf(type: string, ranges: MediaRange[]) {
  const wider = ['*/*', `${type.split('/', 1)[0]}/*`, type];
  const matches = ranges
    .map((range, position) => ({
      precision: wider.indexOf(range.type),
      position,
      quality: range.quality,
    }))
    .filter(({ precision }) => precision >= 0)
    .sort((a, b) => b.precision - a.precision);
  return matches[0] ?? { precision: -1, position: 0, quality: 0 };
}

function rangesIn(accept: string): MediaRange[] {
  return accept.split(',').map((text) => {
    const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
  });
}
