// How far it is: a bar on a terminal, a line now and then elsewhere. Always on the standard error, so
// that the results can be piped.
const BAR_WIDTH = 30;
const LINE_MS = 10_000;

export function startProgress(title) {
  const terminal = process.stderr.isTTY;
  const startedAt = Date.now();
  let saidAt = 0;
  return {
    /** @param share  of the whole, from 0 to 1 */
    show(share, what) {
      const line = `${title} ${bar(share)} ${left(share, startedAt)} ${what}`;
      if (terminal) process.stderr.write(`\r\x1b[K${line.slice(0, process.stderr.columns - 1)}`);
      else if (Date.now() - saidAt > LINE_MS) {
        process.stderr.write(`${line}\n`);
        saidAt = Date.now();
      }
    },
    end() {
      if (terminal) process.stderr.write('\r\x1b[K');
    },
  };
}

function bar(share) {
  const filled = Math.round(share * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)} %`;
}

function left(share, startedAt) {
  if (share < 0.02) return '';
  const seconds = ((Date.now() - startedAt) / 1_000) * (1 / share - 1);
  return seconds > 90 ? `${Math.round(seconds / 60)} min left` : `${Math.round(seconds)} s left`;
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}
