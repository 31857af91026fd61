import { context } from '@opentelemetry/api';

/** Does work, perhaps together with others. */
export type DoShared<Args, Result> = (args: Args) => Promise<Result>;

interface SharedWork<Args, Result> {
  work(args: Args): Promise<Result> | Result;
  /** Names all that a result depends on; null for what must be done for one caller alone. */
  keyOf(args: Args): string | null;
  /** Of two that have the same name, the one that stands for both. */
  pick(one: Args, other: Args): Args;
  /** Told of a result that several callers get. */
  onShared?(result: Result): void;
}

/** Work of one name. */
interface Line<Args, Result> {
  /** Those who came since the work under way began; they get the result of the next. */
  next: Gathering<Args, Result> | null;
}

interface Gathering<Args, Result> {
  args: Args;
  result: Promise<Result>;
  callers: number;
  begin(): void;
}

/**
 * Does the same work once for all who wait for it at the same moment: while it is under way, those
 * who come gather, and the next time it is done for all of them. It begins after the last of them
 * came, so nobody gets a result from before they asked: who writes and then asks finds what they
 * wrote. (Joining the work under way would break that; a test shows it.) What nobody else is asking
 * for is done at once.
 */
export function shareWork<Args, Result>({
  work,
  keyOf,
  pick,
  onShared,
}: SharedWork<Args, Result>): DoShared<Args, Result> {
  const lines = new Map<string, Line<Args, Result>>();

  function begin(key: string, line: Line<Args, Result>, args: Args): Promise<Result> {
    const result = new Promise<Result>((resolve) => resolve(work(args)));
    void result.then(goOn, goOn);
    return result;

    function goOn() {
      // Not before those are heard who are at the door already: they come along.
      if (line.next) setImmediate(beginNext);
      else lines.delete(key);
    }

    function beginNext() {
      const { next } = line;
      line.next = null;
      next?.begin();
    }
  }

  function gather(key: string, line: Line<Args, Result>, args: Args): Gathering<Args, Result> {
    const gathering = { args, callers: 0 } as Gathering<Args, Result>;
    gathering.result = new Promise((resolve) => {
      // In the trace of the first of them, not of those for whom the work before it was done.
      gathering.begin = context.bind(context.active(), () => {
        resolve(begin(key, line, gathering.args));
      });
    });
    return gathering;
  }

  return async (args) => {
    const key = keyOf(args);
    if (key === null) return work(args);
    const line = lines.get(key);
    if (!line) {
      const first: Line<Args, Result> = { next: null };
      lines.set(key, first);
      return begin(key, first, args);
    }
    line.next ??= gather(key, line, args);
    const gathering = line.next;
    gathering.args = pick(gathering.args, args);
    gathering.callers += 1;
    const result = await gathering.result;
    if (gathering.callers > 1) onShared?.(result);
    return result;
  };
}
