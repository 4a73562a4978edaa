import { writeFile } from 'node:fs/promises';
import { loadReporterConfig } from '../src/config/file.ts';
import { writeRbacManifest } from '../src/cluster/rbac-manifest.ts';

// For those who apply it as it is: the namespaces of the shipped reporter.yaml.
const root = new URL('../', import.meta.url);
const { targets } = await loadReporterConfig(new URL('reporter.yaml', root).pathname);
await writeFile(new URL('k8s/rbac.yaml', root), writeRbacManifest(targets.map((target) => target.namespace)));
