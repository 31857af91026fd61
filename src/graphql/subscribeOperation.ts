import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Stream, Told } from '../domain/following/follow.js';
import type { Viewer } from '../domain/sharing/viewer.js';
import type { RequestContext } from './context.js';
import { executeOperation } from './execution/executeOperation.js';

/** The arguments of a subscription; `contextFor` makes what one answer carries. */
export interface SubscriptionArgs extends ExecutionArgs {
  contextValue: RequestContext;
  /** @param viewer  who follows, as they are at that moment */
  contextFor(viewer: Viewer): RequestContext;
}

/**
 * Like `subscribe` of graphql-js, but each answer has a context of its own: with loaders that have
 * read nothing yet, the time it is then, and the rights that the follower has then.
 *
 * @see https://spec.graphql.org/October2021/#sec-Subscription
 */
export async function subscribeOperation({
  contextFor,
  ...args
}: SubscriptionArgs): Promise<Stream<ExecutionResult> | ExecutionResult> {
  const source = (await createSourceEventStream(args)) as Stream<Told<unknown>> | ExecutionResult;
  if (!isStream(source)) return source;
  const told = source;

  async function answer(
    step: Promise<IteratorResult<Told<unknown>, void>>,
  ): Promise<IteratorResult<ExecutionResult, void>> {
    const { value, done } = await step;
    if (done) return { value: undefined, done: true };
    const contextValue = contextFor(value.viewer);
    return {
      value: await executeOperation({ ...args, rootValue: value, contextValue }),
      done: false,
    };
  }
  const answers: Stream<ExecutionResult> = {
    next: () => answer(told.next()),
    return: () => answer(told.return()),
    throw: (error) => answer(told.throw(error)),
    [Symbol.asyncIterator]: () => answers,
  };
  return answers;
}

function isStream(
  source: Stream<Told<unknown>> | ExecutionResult,
): source is Stream<Told<unknown>> {
  return Symbol.asyncIterator in source;
}
