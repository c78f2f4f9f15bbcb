import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** What of pkcs11js runs; its sources and headers stay behind. */
const addonFiles = ['package.json', 'LICENSE', 'index.js', 'build/Release/pkcs11.node']

const root = fileURLToPath(new URL('..', import.meta.url))
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('script/package-agent FOLDER')
await packageAgent(folder)

/**
 * The program in a folder that needs nothing else on the PC: its code in one file, Node.js, and the addon that speaks with
 * drivers, which is built for one system; so the folder for Windows is made on Windows.
 */
async function packageAgent(target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: ['pkcs11js'] },
    build: {
      ssr: 'agent/main.ts',
      outDir: target,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'agent.mjs' } },
    },
  })
  const addon = dirname(createRequire(import.meta.url).resolve('pkcs11js'))
  for (const file of addonFiles) {
    const to = join(target, 'node_modules/pkcs11js', file)
    mkdirSync(dirname(to), { recursive: true })
    copyFileSync(join(addon, file), to)
  }
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'))
  const isWindows = process.platform === 'win32'
  copyFileSync(process.execPath, join(target, isWindows ? 'node.exe' : 'node'))
  const starter = join(target, isWindows ? 'mot-cua-agent.cmd' : 'mot-cua-agent')
  const words = isWindows
    ? '@"%~dp0node.exe" "%~dp0agent.mjs" %*\r\n'
    : '#!/bin/sh\nhere=$(dirname "$(realpath "$0")")\nexec "$here/node" "$here/agent.mjs" "$@"\n'
  writeFileSync(starter, words)
  chmodSync(starter, 0o755)
}
