import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { blobErrorCode, createBlobStore } from './blobs.ts'

const run = promisify(execFile)
let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'blobs-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function* chunksOf(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

describe('put and read', () => {
  it('names the content by its SHA-256 and gives back the same bytes', async () => {
    const store = createBlobStore(directory)
    const blob = await store.put(chunksOf('xin ', 'chào'), 100)
    const digest = createHash('sha256').update('xin chào').digest('hex')
    expect(blob).toEqual({ sha256: digest, size: 9 })
    expect(store.path(digest)).toBe(join(directory, digest.slice(0, 2), digest.slice(2, 4), digest))
    expect((await buffer(store.read(digest))).toString()).toBe('xin chào')
    expect((await buffer(store.read(digest, { start: 4, end: 5 }))).toString()).toBe('ch')
    expect(await store.has(digest)).toBe(true)
  })

  it('keeps the same content once, also when stored ten times at the same moment', async () => {
    const store = createBlobStore(directory)
    const blobs = await Promise.all(Array.from({ length: 10 }, () => store.put(chunksOf('một tệp'), 100)))
    expect(new Set(blobs.map((blob) => blob.sha256)).size).toBe(1)
    expect(await filesBelow(directory)).toEqual([blobs[0]?.sha256])
  })

  it('takes an empty content and a content of exactly the limit', async () => {
    const store = createBlobStore(directory)
    expect((await store.put(chunksOf(), 0)).size).toBe(0)
    expect((await store.put(chunksOf('12345'), 5)).size).toBe(5)
  })

  it('puts a damaged file right when the same content comes again', async () => {
    const store = createBlobStore(directory)
    const { sha256 } = await store.put(chunksOf('nguyên vẹn'), 100)
    await writeFile(store.path(sha256), 'ng')
    await store.put(chunksOf('nguyên vẹn'), 100)
    expect(await readFile(store.path(sha256), 'utf8')).toBe('nguyên vẹn')
  })

  it('removes, and removing what is absent is fine', async () => {
    const store = createBlobStore(directory)
    const { sha256 } = await store.put(chunksOf('x'), 100)
    await store.remove(sha256)
    await store.remove(sha256)
    expect(await store.has(sha256)).toBe(false)
  })

  it('never makes a path of anything but a digest', async () => {
    const store = createBlobStore(directory)
    for (const bad of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`]) {
      expect(() => store.path(bad)).toThrow(RangeError)
      expect(() => store.read(bad)).toThrow(RangeError)
    }
  })
})

describe('what goes wrong', () => {
  it('cuts a 10 GB upload off at the limit and keeps nothing of it', async () => {
    const store = createBlobStore(directory)
    const chunk = new Uint8Array(64 * 1024)
    let sent = 0
    let closed = false
    async function* endless() {
      try {
        for (; sent < 10 * 2 ** 30; sent += chunk.length) yield chunk
      } finally {
        closed = true
      }
    }
    const error = await store.put(endless(), 2 ** 20).catch((thrown: unknown) => thrown)
    expect(blobErrorCode(error)).toBe('file_too_large')
    expect(sent).toBeLessThanOrEqual(2 ** 20)
    expect(closed).toBe(true)
    expect(await filesBelow(directory)).toEqual([])
  })

  it('keeps nothing when the sender breaks off, and passes the sender’s error on', async () => {
    const store = createBlobStore(directory)
    async function* broken() {
      yield Buffer.from('một nửa')
      throw new Error('connection reset')
    }
    await expect(store.put(broken(), 100)).rejects.toThrow('connection reset')
    const destroyed = Readable.from(chunksOf('a', 'b'))
    destroyed.destroy(new Error('aborted'))
    await expect(store.put(destroyed, 100)).rejects.toThrow('aborted')
    expect(await filesBelow(directory)).toEqual([])
  })

  it('keeps nothing when the disk refuses the rest of a file', async () => {
    // A limit on the size of files makes the kernel refuse a write half-way, as a full disk does.
    const script = `
      import { blobErrorCode, createBlobStore } from ${JSON.stringify(join(import.meta.dirname, 'blobs.ts'))}
      async function* bytes() { for (let i = 0; i < 64; i += 1) yield new Uint8Array(65536) }
      await createBlobStore(process.argv[1]).put(bytes(), 2 ** 30).catch((e) => process.stdout.write(blobErrorCode(e)))`
    const shell = `trap '' XFSZ; ulimit -f 1024; exec "$0" --input-type=module-typescript -e "$1" "$2"`
    const { stdout } = await run('sh', ['-c', shell, process.execPath, script, directory])
    expect(stdout).toBe('storage_full')
    expect(await filesBelow(directory)).toEqual([])
  })
})

describe('start', () => {
  it('throws away what a killed program left half written, and nothing of a living one', async () => {
    const arriving = join(directory, 'tmp')
    await mkdir(arriving, { recursive: true })
    const { stdout: deadProcess } = await run('sh', ['-c', 'echo $$'])
    const longAgo = new Date('2020-01-01T00:00:00Z')
    const names = [
      `${deadProcess.trim()}-a.part`,
      `${process.pid}-b.part`,
      `${process.ppid}-c.part`,
      'x.part',
    ]
    for (const name of names) await writeFile(join(arriving, name), 'half')
    await utimes(join(arriving, `${process.pid}-b.part`), longAgo, longAgo)
    await writeFile(join(arriving, `${process.pid}-now.part`), 'arriving')
    createBlobStore(directory)
    expect((await readdir(arriving)).sort()).toEqual(
      [`${process.ppid}-c.part`, `${process.pid}-now.part`].sort(),
    )
  })
})

describe('arrive, then keep or discard', () => {
  it('is in the store only once it is kept', async () => {
    const store = createBlobStore(directory)
    const arrived = await store.arrive(chunksOf('một tệp'), 100)
    expect(await readFile(arrived.path, 'utf8')).toBe('một tệp')
    expect(await store.has(arrived.sha256)).toBe(false)
    expect(await store.keep(arrived)).toEqual({ sha256: arrived.sha256, size: arrived.size })
    expect(await filesBelow(directory)).toEqual([arrived.sha256])
  })

  it('a discarded content does not take along the same content of somebody else', async () => {
    const store = createBlobStore(directory)
    const kept = await store.put(chunksOf('một tệp'), 100)
    const arrived = await store.arrive(chunksOf('một tệp'), 100)
    await store.discard(arrived)
    expect(await filesBelow(directory)).toEqual([kept.sha256])
  })
})
