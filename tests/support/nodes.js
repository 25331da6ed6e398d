import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { root } from './builds.js';

/** The oldest and the newest Node that must do. */
export const nodes = ['20', '26'].map((version) => ({
  version,
  path: execFileSync('sh', [join(root, 'src', 'setup', 'node.sh'), version], {
    encoding: 'utf8',
  }).trim(),
}));
