import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alone } from '../../platform/alone.ts'
import { isAppError } from '../../platform/errors.ts'
import type { Actor } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { resolveActor } from '../../staff/queries.ts'
import { beginBuild, failBuild } from '../commands/build-steps.ts'
import { finishPackage } from '../commands/finish-package.ts'
import { finishReading } from '../commands/finish-reading.ts'
import { dropOldKeptPackages } from '../commands/kept-packages.ts'
import type { BuildForm } from '../model/package-builds.ts'
import { buildPackage } from '../queries/archive/build-package.ts'
import { nextBuild } from '../queries/archive/next-build.ts'
import { anyOldPackage } from '../queries/archive/old-packages.ts'
import { packageSource } from '../queries/archive/package-source.ts'
import { buildReading, type ReadingMaking } from './build-reading.ts'
import { keepContents } from './keep-contents.ts'
import { makeRenditions } from './make-renditions.ts'

interface Build {
  id: string
  workFileId: string
  askedBy: string
  form: BuildForm
}

const callOf = (actor: Actor) => ({ actor, requestId: randomUUID() })

/**
 * Builds the packages of an office that were asked for, one after the other, in one program at a time. Returns how many it
 * dealt with. One whose fault may pass is tried again by the next run; it keeps no other waiting.
 */
export async function buildPackages(services: Services, officeId: string): Promise<number> {
  const dealtWith: string[] = []
  const failures: unknown[] = []
  await alone(services.database, `packages ${officeId}`, async () => {
    for (;;) {
      const { next } = await read(services, systemActor(officeId), nextBuild, { except: dealtWith })
      if (!next) return
      dealtWith.push(next.id)
      await buildOne(services, officeId, next).catch((error: unknown) => failures.push(error))
    }
  })
  if (failures.length > 0) throw failures[0]
  return dealtWith.length
}

async function buildOne(services: Services, officeId: string, build: Build): Promise<void> {
  const system = callOf(systemActor(officeId))
  const { go } = await write(services, system, beginBuild, { id: build.id })
  if (!go) return
  try {
    await carryOut(services, officeId, build)
  } catch (error) {
    const problem = lastingProblem(error)
    if (problem === null) throw error
    await write(services, callOf(systemActor(officeId)), failBuild, { id: build.id, problem })
  }
}

/** What will not be otherwise at another try, in words for whoever asked; null for what may pass. */
function lastingProblem(error: unknown): string | null {
  const isFull =
    error instanceof Error && 'code' in error && ['ENOSPC', 'storage_full'].includes(String(error.code))
  if (isFull) return 'Máy chủ hết chỗ để lập gói. Hãy báo quản trị.'
  const isLasting = isAppError(error) && ['not_found', 'not_allowed', 'wrong_state'].includes(error.code)
  return isLasting ? (error.facts.detail ?? 'Hồ sơ không còn ở trạng thái đóng gói được.') : null
}

async function carryOut(services: Services, officeId: string, build: Build): Promise<void> {
  const actor = await resolveActor(services, { officeId, staffId: build.askedBy })
  const system = callOf(systemActor(officeId))
  if (!actor) {
    const problem = 'Người yêu cầu không còn làm việc tại đơn vị. Hãy để người khác lập gói.'
    await write(services, system, failBuild, { id: build.id, problem })
    return
  }
  const { source, contents, revision, ...facts } = await read(services, actor, packageSource, {
    id: build.workFileId,
  })
  const files = source.documents.flatMap((document) => document.files)
  const renditionOf = await makeRenditions(services, { buildId: build.id, officeId, files })
  const tableOfContents = await services.pdf.render('document-register', contents, {
    later: true,
    createdAt: facts.at,
  })
  const directory = await mkdtemp(join(tmpdir(), 'motcua-goi-'))
  try {
    const ready = { ...facts, source, tableOfContents, renditionOf, directory }
    if (build.form === 'package') await makePackage(services, actor, { build, revision, ready })
    else await makeReading(services, actor, { build, revision, ready })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

interface Making {
  build: Build
  revision: number
  ready: ReadingMaking & { day: string }
}

async function makePackage(
  services: Services,
  actor: Actor,
  { build, revision, ready }: Making,
): Promise<void> {
  const { blobs } = services
  const { renditionOf, directory, ...facts } = ready
  const path = join(directory, 'goi.zip')
  const making = {
    ...facts,
    open: (sha256: string) => blobs.read(sha256),
    toPdfA: async ({ sha256 }: { sha256: string }) => {
      const rendition = renditionOf.get(sha256)
      return rendition === undefined ? null : blobs.read(rendition)
    },
  }
  const { fingerprint, folder, size, files } = await buildPackage(making, path)
  const [kept] = await keepContents(services, actor.officeId, [createReadStream(path)])
  await write(services, callOf(actor), finishPackage, {
    ...{ buildId: build.id, revision, fingerprint, sha256: kept?.sha256, folder },
    ...{ documents: ready.source.documents.length, files, bytes: size },
  })
}

async function makeReading(
  services: Services,
  actor: Actor,
  { build, revision, ready }: Making,
): Promise<void> {
  const path = await buildReading(services, ready)
  const [content] = await keepContents(services, actor.officeId, [createReadStream(path)])
  await write(services, callOf(actor), finishReading, { buildId: build.id, revision, ...content })
}

/** Lets the bytes of packages go that were kept long enough. A night with nothing to do leaves no trace. */
export async function dropOldPackages(services: Services, officeId: string): Promise<void> {
  const actor = systemActor(officeId)
  if ((await read(services, actor, anyOldPackage, {})).any)
    await write(services, callOf(actor), dropOldKeptPackages, {})
}
