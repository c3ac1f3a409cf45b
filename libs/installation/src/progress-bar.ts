const CELLS = 30;
/** Often enough to be seen moving. */
const DRAWN_EVERY_MS = 200;

/** Shows how far long work has come. */
export interface ProgressBar {
  /** `share` is 0 to 1; undefined while nobody knows. `text` is asked for when it is drawn. */
  readonly show: (share: number | undefined, text: () => string) => void;
  /** Takes it away again. */
  readonly done: () => void;
}

/** A bar on one line of a terminal; where standard error is a file or a pipe, nothing, since nobody looks on. */
export function progressBar(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): ProgressBar {
  if (!stream.isTTY) return { show: () => undefined, done: () => undefined };
  let drawnAt = -Infinity;
  return {
    show(share, text) {
      if (performance.now() - drawnAt < DRAWN_EVERY_MS) return;
      drawnAt = performance.now();
      stream.write(`\r\u001b[2K${barOf(share)}${text()}`);
    },
    done: () => void stream.write('\r\u001b[2K'),
  };
}

/** `[██████····]  60 %  `; nothing while nobody knows the share. */
export function barOf(share: number | undefined): string {
  if (share === undefined) return '';
  const full = Math.round(Math.min(1, Math.max(0, share)) * CELLS);
  return `[${'█'.repeat(full)}${'·'.repeat(CELLS - full)}] ${String(Math.floor(share * 100)).padStart(3)} %  `;
}
