const prefix = 'turnout:';

function ownKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

/**
 * Tabs and history in the browser, under names of our own: developers open many an API at the same
 * `localhost` port, and GraphiQL would mix up their tabs.
 */
export const storage = {
  getItem: (key: string) => localStorage.getItem(prefix + key),
  setItem(key: string, value: string) {
    const isHistory = /:(queries|favorites)$/.test(key);
    localStorage.setItem(prefix + key, isHistory ? withoutHeaders(value) : value);
  },
  removeItem: (key: string) => localStorage.removeItem(prefix + key),
  clear() {
    for (const key of ownKeys()) localStorage.removeItem(key);
  },
  get length() {
    return ownKeys().length;
  },
};

/** GraphiQL does not keep the headers of tabs, but those in the history; they hold secrets. */
function withoutHeaders(history: string): string {
  return JSON.stringify(JSON.parse(history), (name, value) =>
    name === 'headers' ? undefined : value,
  );
}
