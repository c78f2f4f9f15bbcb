/** The body of an answer from outside, or null when it is longer than `longest` bytes; the rest is then not read. */
export async function readShort(answer: Response, longest: number): Promise<Buffer<ArrayBuffer> | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.byteLength
    if (size > longest) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** What a body says as JSON; null where it says nothing that can be read. */
export function jsonOf(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '')
  } catch {
    return null
  }
}
