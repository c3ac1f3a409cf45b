import { join } from 'node:path';

/** Where an installation keeps its state. A demo has a folder of its own, since it is wiped at each start. */
export const stateFolder = (dataDir: string, demo: 'storm' | 'none'): string => (demo === 'storm' ? join(dataDir, 'demo') : dataDir);
