// `npm run bench` measures what is built: the server with its page, and the command line that brings the load.
import { buildStale } from './build-stale.mjs';

buildStale(['@voldgrav/server', '@voldgrav/dashboard', '@voldgrav/cli']);
