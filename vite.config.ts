import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'

/** Parts of the pages that come as hundreds of small files: read one by one they are a third of the program's start. */
const bundled = [
  /^@(mantine|floating-ui)\//,
  /^(clsx|get-nonce|react-number-format|react-remove-scroll|react-style-singleton|tabbable|tslib|use-)/,
]

export default defineConfig({
  plugins: [reactRouter()],
  build: { target: 'es2022', assetsInlineLimit: 0 },
  ssr: { noExternal: bundled },
})
