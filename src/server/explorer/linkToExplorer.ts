const LINK = '<a id="to-explorer" href="/explorer/">Offline? The explorer needs no internet.</a>';
// Above Sandbox, whose empty frame would else take the clicks.
const STYLE = `#to-explorer { position: fixed; right: 0; bottom: 0; z-index: 1; padding: 0.5em 1em;
  font: 14px sans-serif; color: #fff; background: #1b2240; border-radius: 6px 0 0 0; }`;

/**
 * Apollo Server's page for Sandbox, which comes from the internet, with a way to the explorer, which
 * does not. The page allows no style but those that have its nonce, so this one goes in among them.
 */
export function linkToExplorer(sandboxPage: string): string {
  return sandboxPage
    .replace(/<style nonce=[^>]*>/, (opening) => `${opening}${STYLE}`)
    .replace('<body>', () => `<body>${LINK}`);
}
