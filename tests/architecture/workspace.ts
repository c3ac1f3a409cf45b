import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Project {
  /** As others import it. */
  readonly name: string;
  /** Below the root, such as `libs/alert`. */
  readonly folder: string;
  readonly tags: readonly string[];
  readonly exports: Readonly<Record<string, string>> | undefined;
  /** Packages that it names as what it stands on. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags?: readonly string[] };
}

/** Every project of the workspace, read from the folders themselves and not from Nx, whose word is under test. */
export function projects(): readonly Project[] {
  return ['apps', 'libs', 'simulators', 'tests'].flatMap((kind) =>
    readdirSync(`${ROOT}${kind}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(`${ROOT}${kind}/${entry.name}/package.json`))
      .map((entry) => {
        const folder = `${kind}/${entry.name}`;
        const manifest = JSON.parse(readFileSync(`${ROOT}${folder}/package.json`, 'utf8')) as Manifest;
        return { name: manifest.name, folder, tags: manifest.nx?.tags ?? [], exports: manifest.exports, dependencies: Object.keys(manifest.dependencies ?? {}) };
      }),
  );
}
