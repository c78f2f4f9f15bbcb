import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { officeBrowser, startAgentProgram } from '../src/testing/signing/agent-program.ts'
import { issue, rsaKeys } from '../src/testing/signing/pki.ts'
import { makeToken, putCertificate } from '../src/testing/signing/token.ts'

it('runs from its folder alone, without anything of the repository, and reaches the token', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-package-'))
  const script = fileURLToPath(new URL('../script/package-agent', import.meta.url))
  execFileSync(script, [folder], { stdio: 'pipe' })
  expect(readdirSync(folder).toSorted()).toEqual([
    'LICENSE',
    'agent.mjs',
    'mot-cua-agent',
    'node',
    'node_modules',
  ])
  const holder = issue({ name: 'Trần Thị Mẫu', keys: rsaKeys() })
  const token = makeToken(holder, '246810')
  putCertificate(token, holder, '246810')
  const agent = await startAgentProgram({
    settings: token.settings,
    program: [join(folder, 'mot-cua-agent')],
  })
  const browser = officeBrowser(agent.port, 'https://mot-cua.vidu.gov.vn')
  await browser.pair()
  const { json } = await browser.ask('/v1/certificates', {})
  expect(json).toMatchObject({ certificates: [{ holder: 'Trần Thị Mẫu' }], troubles: [] })
  await agent.stop()
  token.remove()
  rmSync(folder, { recursive: true })
})
