// `npm start` builds what is stale first, so that its own output is one line: where the dashboard is.
import { buildStale } from './build-stale.mjs';

buildStale(['@voldgrav/server', '@voldgrav/dashboard']);
