import { isAppError } from '../../platform/errors.ts'
import { type ExchangeDeps, receivePackage, type Signed } from '../api/receive-package.ts'
import type { Manifest } from '../model/package.ts'

/**
 * Hands a package to another office of this installation: the same package by the same rules, in a transaction of that
 * office. Its files lie in the same store already.
 */
export async function deliverHere(
  deps: ExchangeDeps,
  officeId: string,
  signed: Signed,
): Promise<Signed | { problem: string }> {
  try {
    return await receivePackage(deps, officeId, {
      package: signed,
      files: (manifest) => inStore(deps, manifest),
    })
  } catch (error) {
    if (!isAppError(error)) throw error
    return { problem: error.facts.detail ?? error.message }
  }
}

async function inStore({ blobs }: ExchangeDeps, { parts }: Manifest) {
  const there = await Promise.all(parts.map(({ sha256 }) => blobs.has(sha256)))
  const missing = parts.find((_, index) => !there[index])
  return { files: parts, wrongFile: missing ? `Không tìm thấy tệp “${missing.name}”.` : '' }
}
