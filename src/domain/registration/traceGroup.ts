import { context, ROOT_CONTEXT, type Span, type Tracer, trace } from '@opentelemetry/api';

/**
 * Decides a group in a span of its own: in the trace of the first request that is traced, linked to
 * the others, and they to it.
 *
 * @param askers  the spans of the requests, as far as they have one
 */
export async function traceGroup(
  tracer: Tracer,
  askers: readonly (Span | undefined)[],
  decide: () => Promise<void>,
): Promise<void> {
  const [first, ...others] = askers.filter((span) => span?.isRecording()) as Span[];
  // The desk is at work since somebody came whose trace has nothing to do with this group.
  if (!first) return context.with(ROOT_CONTEXT, decide);
  const inFirst = trace.setSpan(ROOT_CONTEXT, first);
  const links = others.map((asker) => ({ context: asker.spanContext() }));
  const attributes = { 'turnout.group_size': askers.length };
  const span = tracer.startSpan('registration group', { links, attributes }, inFirst);
  for (const asker of others) asker.addLink({ context: span.spanContext() });
  await context.with(trace.setSpan(inFirst, span), decide).finally(() => span.end());
}
