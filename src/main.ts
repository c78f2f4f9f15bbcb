import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Compiled code is kept from start to start: a third of a start is compiling. Only what is imported after this line
// profits, so the program itself is another file.
enableCompileCache(fileURLToPath(new URL('../.cache/compiled', import.meta.url)))
// React serves pages twice as fast without its development checks.
process.env.NODE_ENV ??= 'production'
await import('./program.ts')
