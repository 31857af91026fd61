import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

// The API beside the page, also where a proxy serves both under a path of its own.
const url = new URL('../graphql', document.baseURI).href;

const send = createGraphiQLFetcher({
  url,
  // Subscriptions; the headers of a tab become its connectionParams.
  subscriptionUrl: url.replace(/^http/, 'ws'),
  enableIncrementalDelivery: false,
});

/**
 * Sends an operation to the API as a JSON POST; Apollo's protection against forged requests lets that
 * pass. Headers left blank in the headers editor are not sent.
 */
export const fetcher: Fetcher = (params, options) =>
  send(params, { ...options, headers: withoutBlanks(options?.headers ?? {}) });

function withoutBlanks(headers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}
