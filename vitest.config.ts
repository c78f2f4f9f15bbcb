import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const ready = ['src/demo.ts', 'src/platform/embedded-postgres.ts'].every((file) => existsSync(file))

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'agent/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ready ? ['src/testing/global-setup.ts'] : [],
    setupFiles: ['src/testing/setup.ts'],
    // Journeys with the real agent take half a minute on a quiet machine; what hangs is told by the steps, sooner.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Pages are made by React as in an office, not by its slower build for developers.
    env: { NODE_ENV: 'production' },
    // Nothing in the program keeps state in a module, so that files may share a worker and what it has imported.
    isolate: false,
  },
})
