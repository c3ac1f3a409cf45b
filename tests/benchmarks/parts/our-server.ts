import { join } from 'node:path';
import { startServer, temporaryFolder } from './built-server.ts';
import type { Consumer, Later } from './consumer.ts';
import { followJournal } from './journal-follower.ts';

/**
 * The built server over a town; a message has come when another process can read it in the journal. Each session has a journal of
 * its own: messages of the one before would count as come.
 */
export function ourServer(townDir: string, later: Later): Consumer {
  let dataDir: string;
  return {
    async subscribe({ url }) {
      dataDir = temporaryFolder(later);
      const server = await startServer({ townDir, dataDir, mqttUrl: url, later });
      await server.stop();
    },
    async start({ url }, count) {
      // First the follower: the server takes its backlog before it serves a page.
      const journal = followJournal(join(dataDir, 'journal.sqlite'), later);
      const done = journal.untilMessage(count).then((lastAt) => ({ firstAt: journal.firstAt(), lastAt }));
      const server = await startServer({ townDir, dataDir, mqttUrl: url, later });
      return { done, stop: () => server.stop() };
    },
  };
}
